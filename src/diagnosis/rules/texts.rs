//! Findings from other texts about the failure, and from code and values.

mod context;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::relevance;
use crate::finding::answer::{Answer, RequestFacts};
use crate::finding::cause::Cause;
use crate::finding::clock::tool;
use crate::finding::code::{self, CodeFinding};
use crate::finding::key_and_secret::hint;
use crate::finding::{
    self, Classify, Code, Explain, Finding, KnownText, LocatedFinding, answer, client, companion,
    connection, network, proxy, response, sdk, server_setup, session, verification,
};
use crate::livekit::grants::Grant;
use crate::paste::code::{Kind, Mistake};
use crate::secret::{self, Signature};
use crate::service::complaint::{self, Trait};
use crate::text::needles::{contains, find};
use crate::text::{LineNumbers, Span, lines};

use super::answers;
use super::responses::Conclusion;
use context::{in_context, is_for_each_participant};

/// Other texts about the failure, and mistakes in code. `told` is what the answers of HTTP have told: they say more than a
/// text that leaves the cause open.
pub(super) fn judge(evidence: &Evidence, told: Conclusion, findings: &mut Vec<LocatedFinding>) {
    let is_answered = !evidence.answers.is_empty();
    let mut is_open = !is_answered && told != Conclusion::Request;
    let is_prose = evidence.describes_errors();
    let text = &evidence.text;
    let mut found = beside(&finding::known(&evidence.paste.known_texts));
    if told == Conclusion::OtherServer && !evidence.paste.known_texts.is_certain {
        found.clear();
    }
    let has = |code: Code| found.iter().any(|(known, _)| known.code == code);
    let is_own_code = has(Code::Sdk(sdk::Code::WebhookVerification));
    let has_no_method = has(Code::Sdk(sdk::Code::NoToJwt));
    // What was typed to look it up.
    let is_alone =
        found.len() == 1 && found[0].1.of(&evidence.text).len() == evidence.text.trim_ascii().len();
    let is_unreached = has(Code::Network(network::Code::NoConnection)) || is_alone;
    // A client that asked LiveKit got the answer.
    let is_of_client = found.iter().any(|(known, _)| {
        let is_client = matches!(
            known.code,
            Code::Connection(_) | Code::Client(_) | Code::Cloud(_) | Code::Browser(_)
        );
        is_client && !known.candidates.is_empty()
    });
    let has_failed = is_answered
        || evidence.paste.failed.is_some()
        || (found.iter())
            .any(|(known, _)| known.refuses || matches!(known.code, Code::Verification(_)));
    // What failed later counts.
    let is_past = found.len() > 1 || is_answered;
    for (mut known, span) in found {
        if known.code == Code::Connection(connection::Code::Connected) && is_past {
            continue;
        }
        if !is_alone
            && (is_no_complaint(evidence, known, span, has_failed)
                || is_of_another_command(known, text, span))
        {
            continue;
        }
        // Only its own machine needs to reach it, unless another one could not.
        let is_at_home = known.code == Code::ServerSetup(server_setup::Code::ListensLocally);
        if is_at_home && !is_unreached {
            continue;
        }
        // The service that it names says so of its own token.
        let is_of_service = || {
            let line = lines::around(&evidence.text, span).of(&evidence.text);
            let mut complaints = complaint::find(line).into_iter();
            complaints.any(|located| located.complainant.is(Trait::Service))
        };
        if matches!(known.code, Code::Verification(_)) && is_of_service() {
            continue;
        }
        if is_own_code {
            known = verification::by_own_code(known);
        }
        known = in_context(evidence, known, span);
        // The link was confirmed.
        let is_login = known.code == Code::Sdk(sdk::Code::CliLogin);
        if is_login && evidence.text.contains("Authenticated project") {
            continue;
        }
        // An exact answer is more specific than a part of one.
        let is_refusal = known.refuses && known.cause != Cause::PlaceholderKey;
        if is_refusal && is_answered || known.refuses && is_prose {
            continue;
        }
        if !is_alone && is_outside(evidence, known, span) {
            continue;
        }
        // That debugger knows the secret that was typed there, and not the server's.
        let is_of_debugger = known.code == Code::Answer(answer::Code::WrongSecret)
            && evidence.text.to_ascii_lowercase().contains("jwt.io");
        if is_of_debugger {
            continue;
        }
        let is_of_field = known.code == Code::Response(response::Code::TokenFieldMissing);
        if is_of_field && is_of_other_field(&evidence.text) {
            continue;
        }
        let is_decided = known.candidates.is_empty();
        // Nothing shows which service answered.
        let is_foreign = known.code == Code::Response(response::Code::TokenRoute);
        // The command above it is shown.
        let is_of_clock = known.code == Code::ClockTool(tool::Code::ClockInSync);
        if is_foreign && (told != Conclusion::Nothing || is_of_client || is_logged(evidence, span))
        {
            continue;
        }
        let is_connection = matches!(
            known.code,
            Code::Network(network::Code::NoConnection | network::Code::HostNotFound)
        );
        // Nothing shows what the program connected to.
        let is_of_unknown =
            is_connection && !relevance::is_connection_of_livekit(text, span, evidence.server());
        if is_decided || std::mem::take(&mut is_open) {
            findings.push(LocatedFinding {
                finding: compared(evidence, known),
                certain: is_decided
                    && !(is_foreign || is_of_unknown)
                    && (evidence.paste.known_texts.is_certain || is_of_clock && !is_alone),
                spans: vec![span],
            });
        }
    }
    mistakes(evidence, has_no_method, findings);
}

/// Mistakes in code. `has_no_method` is whether a text says that the value has no method to make a token with.
fn mistakes(evidence: &Evidence, has_no_method: bool, findings: &mut Vec<LocatedFinding>) {
    let answer = (findings.iter())
        .find(|located| located.finding.refuses() && evidence.token().is_none())
        .map(|located| located.finding.cause());
    findings.extend(local_time(evidence, findings));
    // The call that was refused may need another grant.
    let needs_other = findings.iter().any(|located| match &located.finding {
        Finding::Answer(answer) => {
            (answer.request.grant).is_some_and(|grant| grant != Grant::RoomAdmin)
        }
        _ => false,
    });
    for &mistake in &evidence.paste.mistakes {
        if mistake.kind == Kind::NoRoom && needs_other {
            continue;
        }
        let explains = answer.is_some_and(|answer| code::explains(mistake.kind, answer));
        if mistake.kind == Kind::NotAwaited && has_no_method {
            continue;
        }
        // A part of the code, as a traceback shows it, may leave out the grants.
        if matches!(mistake.kind, Kind::NoGrants | Kind::StaticRoute) && !explains {
            continue;
        }
        findings.push(LocatedFinding {
            finding: Finding::Code(CodeFinding {
                mistake,
                explains,
                correction: correction(evidence, mistake),
            }),
            // The identity may be set in code that was not pasted, the time zone may be UTC, and Next.js newer.
            certain: !matches!(
                mistake.kind,
                Kind::NoIdentity | Kind::NaiveUtc | Kind::StaticRoute
            ),
            spans: vec![mistake.span],
        });
    }
}

/// That Python code makes the times of a token without a time zone, if a server refused these times.
fn local_time(evidence: &Evidence, findings: &[LocatedFinding]) -> Option<LocatedFinding> {
    let is_refused = findings.iter().any(|located| {
        let is_of_time = matches!(
            located.finding.cause(),
            Cause::Expired | Cause::ClockSkewNbf
        );
        located.finding.refuses() && is_of_time
    });
    let text = &evidence.text;
    if !is_refused || !contains(text, "jwt.encode(") {
        return None;
    }
    let start = ["datetime.now() +", "datetime.now() -"]
        .into_iter()
        .find_map(|words| find(text, words))?;
    Some(LocatedFinding {
        finding: Finding::Known(sdk::Code::LocalTimeAsUtc.known()),
        certain: false,
        spans: vec![Span::new(start, start + "datetime.now()".len())],
    })
}

/// A refusal in a part of the server's words, beside a token that a secret of the paste signed, is told as the whole one is.
fn compared(evidence: &Evidence, known: &'static KnownText) -> Finding {
    let is_of_signature = matches!(
        known.code,
        Code::Answer(answer::Code::WrongSecret | answer::Code::UnknownKey)
    );
    let is_signed = matches!(evidence.signature(), Signature::Valid { .. });
    // Without a token, a clock may be the reason as well.
    let is_open = known.code == Code::Answer(answer::Code::Expired) && evidence.token().is_none();
    if !(is_of_signature && is_signed || is_open) {
        return Finding::Known(known);
    }
    Finding::Answer(Answer {
        known,
        key: None,
        releases: None,
        unknown_field: None,
        token: answers::facts(evidence),
        request: RequestFacts::default(),
        lines: None,
    })
}

/// What Amazon S3 says to any program.
const STORAGE: [&str; 3] = [
    "AccessDenied: Access Denied",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
];

/// Whether the paste shows that a text is not about what it mostly is.
fn is_outside(evidence: &Evidence, known: &KnownText, span: Span) -> bool {
    let text = &evidence.text;
    let has = |words: &[&str]| words.iter().any(|word| contains(text, word));
    match known.code {
        // The agent did get a job.
        Code::Session(session::Code::AgentAbsent) => has(&["assigned job", "received job request"]),
        // Other programs store files, too.
        Code::ServerSetup(server_setup::Code::EgressUpload) => {
            let is_of_storage = |error: &str| span.of(text).eq_ignore_ascii_case(error);
            !has(&["egress"]) && STORAGE.into_iter().any(is_of_storage)
        }
        // The answer in the paste says it.
        Code::Proxy(proxy::Code::InternalError) => {
            let mut responses = evidence.paste.responses.iter();
            matches!(evidence.paste.failed, Some((500.., _)))
                || responses.any(|response| response.status >= 500)
        }
        _ => false,
    }
}

/// Whether a stack trace or code shows that what was missing is not the token.
fn is_of_other_field(text: &str) -> bool {
    text.contains('\n') && !text.to_ascii_lowercase().contains("token")
}

/// Whether it is a webhook's request that nothing refuses, or code that receives webhooks and tells of no failure.
fn is_no_complaint(evidence: &Evidence, known: &KnownText, span: Span, has_failed: bool) -> bool {
    match known.code {
        // A worker took the job.
        Code::Session(session::Code::AgentMissing) => {
            ["assigned job to worker", "received job request"]
                .iter()
                .any(|words| contains(&evidence.text, words))
                && span.of(&evidence.text).starts_with("not dispatching")
                && !is_for_each_participant(&evidence.text, span)
        }
        Code::Sdk(sdk::Code::WebhookRequest) => {
            !matches!(evidence.paste.failed, Some((401 | 403, _)))
        }
        Code::Sdk(sdk::Code::WebhookVerification) => {
            !has_failed && !is_failing(&evidence.text, span)
        }
        _ => false,
    }
}

/// Whether it is the success of another command of Windows than the one that sets the clock.
fn is_of_another_command(known: &KnownText, text: &str, span: Span) -> bool {
    let mut above = text[..span.start].lines().rev().take(3);
    known.code == Code::ClockTool(tool::Code::ClockInSync)
        && span.of(text).starts_with("The command completed")
        && !above.any(|line| line.contains("Sending resync"))
}

/// Whether a text or the three lines above it tell a failure.
fn is_failing(text: &str, span: Span) -> bool {
    const WORDS: [&str; 6] = [
        "could not",
        "error:",
        "error [",
        "exception",
        "fails",
        "failed",
    ];
    let end = lines::around(text, span).end;
    let mut last = text[..end].lines().rev().take(4);
    last.any(|line| {
        let line = line.to_ascii_lowercase();
        WORDS.iter().any(|word| line.contains(word))
    })
}

/// Whether a line of a log, or a client of Twirp, has these words: then no answer in this form was seen.
fn is_logged(evidence: &Evidence, span: Span) -> bool {
    let line = lines::around(&evidence.text, span).of(&evidence.text);
    // Google's gateways offer this.
    let line = line.replace("unauthenticated invocations", "");
    ["\"level\"", "wirp", "unauthenticated"]
        .iter()
        .any(|words| line.contains(words))
}

/// The place of the placeholder for a token in the command that this tool gives.
pub(super) fn placeholder_token(evidence: &Evidence) -> Option<Span> {
    let code = Code::Client(client::Code::PlaceholderToken);
    let texts = finding::known(&evidence.paste.known_texts);
    let placeholder = texts.into_iter().find(|(known, _)| known.code == code);
    placeholder.map(|(_, span)| span)
}

/// The known texts, each with what it means beside the others; one that another explains is left out.
fn beside(texts: &[(&'static KnownText, Span)]) -> Vec<(&'static KnownText, Span)> {
    let has = |code: Code| texts.iter().any(|(known, _)| known.code == code);
    let is_upstream = has(Code::Proxy(proxy::Code::Upstream));
    let is_explained = is_upstream
        || has(Code::Network(network::Code::DefaultUrl))
        || has(Code::ServerSetup(server_setup::Code::Redis));
    let is_lost = has(Code::Network(network::Code::ConnectionLost));
    let is_expired = has(Code::Network(network::Code::CertificateExpired));
    let is_swapped = has(Code::Network(network::Code::ArgumentsSwapped));
    let is_of_sip = has(Code::Companion(companion::Code::SipChallenge));
    let is_shadowed = has(Code::Sdk(sdk::Code::ModuleShadowed));
    let credentials = Code::Companion(companion::Code::ApplicationCredentials);
    let credentials = texts.iter().find(|(known, _)| known.code == credentials);
    let credentials = credentials.map(|(_, span)| span.start);
    let place = |code: Code| {
        let mut texts = texts.iter();
        texts
            .find(|(known, _)| known.code == code)
            .map(|(_, span)| span.start)
    };
    let failed_media = place(Code::Network(network::Code::PeerConnection));
    let duplicate = place(Code::Session(session::Code::DuplicateIdentity));
    let is_resumed = has(Code::Session(session::Code::SessionNotResumed));
    let is_reason_told = texts.iter().any(|(known, _)| {
        matches!(known.code, Code::Answer(_)) && known.refuses && known.candidates.is_empty()
    });
    // The client's retry pushed out its first try.
    let is_retried = (failed_media.zip(duplicate)).is_some_and(|(media, other)| media < other);
    let means = |(known, span): &(&'static KnownText, Span)| match known.code {
        Code::Network(network::Code::NoConnection) if is_explained || is_lost => None,
        Code::Network(network::Code::Tls) if is_expired => None,
        Code::Sdk(sdk::Code::SdkNotInstalled) if is_shadowed => None,
        Code::Network(network::Code::UrlMalformed) if is_swapped => None,
        // SIP has this status, too.
        Code::Proxy(proxy::Code::ProxyLogin) if is_of_sip => None,
        // The application's words begin like the server's.
        Code::Answer(answer::Code::UnknownKey)
            if credentials.is_some_and(|at| at == span.start) =>
        {
            None
        }
        Code::Session(session::Code::DuplicateIdentity | session::Code::Disconnected)
            if is_retried =>
        {
            None
        }
        Code::Session(session::Code::Disconnected)
        | Code::Network(network::Code::EndedBeforeJoin)
        | Code::ServerSetup(server_setup::Code::SessionNotStarted)
            if is_resumed =>
        {
            None
        }
        Code::Answer(answer::Code::NoReasonLeft) | Code::Client(client::Code::ClientRefused)
            if is_reason_told =>
        {
            None
        }
        Code::Network(network::Code::PeerConnection) if is_retried => {
            Some((network::Code::MediaRetried.known(), *span))
        }
        _ => Some((*known, *span)),
    };
    texts.iter().filter_map(means).collect()
}

/// The longest line that is quoted, in bytes.
const LINE: usize = 100;

/// The line of a call that is not awaited, and the line with `await`, if the call is on a plain name.
fn correction(evidence: &Evidence, mistake: Mistake) -> Option<(LineNumbers, String)> {
    if mistake.kind != Kind::NotAwaited {
        return None;
    }
    let (before, behind) = evidence.text.split_at(mistake.span.start);
    let start = lines::start(before, before.len());
    let before = &before[start..];
    let behind = behind.lines().next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.$".contains(c);
    let left = before.trim_end_matches(is_name);
    let name = &before[left.len()..];
    // Behind the statement there may be a remark.
    let end = behind.find(';').map_or(behind.len(), |end| end + 1);
    let line = format!("{left}await {name}{}", &behind[..end]);
    let is_plain = name.len() > 1 && name.ends_with('.') && line.len() <= LINE;
    is_plain.then(|| {
        (
            evidence.lines().numbers(&[mistake.span]),
            line.trim().to_owned(),
        )
    })
}

/// Keys and secrets from examples.
pub(super) fn placeholders(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    // Beside a token, a guess is no part of how it was made.
    let pairs = evidence.paste.pairs.iter();
    for pair in pairs.filter(|pair| pair.basis.is_sure() || evidence.token().is_none()) {
        let key = pair.key.iter().map(|(key, span)| (key.as_str(), span));
        let secret = pair.secret.iter();
        let values = key.chain(secret.map(|(secret, span)| (secret.expose(), span)));
        let mut placeholders = values.filter(|(value, _)| secret::is_placeholder(value));
        if let Some((_, span)) = placeholders.next() {
            findings.push(LocatedFinding {
                finding: Finding::Known(hint::Code::Placeholder.known()),
                certain: true,
                spans: vec![*span],
            });
        }
    }
}
