//! Findings from other texts about the failure, and from code and values.

use core::net::Ipv4Addr;
use std::ops::RangeInclusive;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::{purpose, relevance};
use crate::finding::answer::{Answer, RequestFacts};
use crate::finding::cause::Cause;
use crate::finding::clock::tool;
use crate::finding::code::{self, CodeFinding};
use crate::finding::key_and_secret::hint;
use crate::finding::{
    self, Classify, Code, Explain, Finding, KnownText, LocatedFinding, answer, browser, client,
    cloud, companion, connection, network, proxy, response, sdk, server_setup, session,
    verification,
};
use crate::livekit::grants::Grant;
use crate::paste::client_sdk;
use crate::paste::code::{Kind, Mistake};
use crate::paste::endpoint::Endpoint;
use crate::paste::response::gives_tokens;
use crate::paste::url;
use crate::secret::{self, Signature};
use crate::server;
use crate::service::complaint::{self, Trait};
use crate::text::needles::{contains, find, places};
use crate::text::{LineNumbers, Span, lines};

use super::answers;
use super::responses::Conclusion;

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

/// What a known text at this place means beside what else the paste shows.
fn in_context(evidence: &Evidence, known: &'static KnownText, span: Span) -> &'static KnownText {
    let text = &evidence.text;
    match known.code {
        Code::Answer(answer::Code::Expired) if evidence.asks_about_sessions() => {
            client::Code::ExpiryWhileConnected.known()
        }
        Code::Response(response::Code::WebPage) if fetches_token(text) => {
            response::Code::TokenRoutePage.known()
        }
        Code::Cloud(cloud::Code::Inference) if text.contains("quota exceeded") => {
            cloud::Code::Quota.known()
        }
        Code::Proxy(proxy::Code::ProxyLogin) if asks_for_token(evidence) => {
            response::Code::TokenRoute.known()
        }
        Code::Sdk(sdk::Code::CredentialsNotSet | sdk::Code::SecretNotSet) => {
            let is_misnamed = known.code == Code::Sdk(sdk::Code::CredentialsNotSet)
                && OTHER_URLS.iter().any(|name| text.contains(name))
                && !text.contains("LIVEKIT_URL");
            let misnamed = is_misnamed.then_some(sdk::Code::UrlOtherName);
            not_set_by(text)
                .or(misnamed)
                .map_or(known, sdk::Code::known)
        }
        // The hash of Node.js takes text or bytes.
        Code::Sdk(sdk::Code::WebhookVerification)
            if text.contains("Received an instance of Object") =>
        {
            sdk::Code::WebhookBodyParsed.known()
        }
        Code::Network(network::Code::NeverRead)
            if relevance::is_cors_of_token_route(text, span) =>
        {
            network::Code::TokenRouteBlocked.known()
        }
        // A frame of LiveKit's client below the error is the code that got no URL.
        Code::Network(network::Code::UrlProbablyMissing)
            if (text[span.end..].lines().take(FRAMES))
                .any(|line| line.contains("livekit-client")) =>
        {
            network::Code::UrlMalformed.known()
        }
        Code::ServerSetup(server_setup::Code::ServiceMissing)
            if span.of(text).starts_with("no response") =>
        {
            unanswered(evidence, span).unwrap_or(known)
        }
        Code::Network(network::Code::NegotiationTimeout) | Code::Client(client::Code::V1Path) => {
            old_server(evidence, known).unwrap_or(known)
        }
        Code::Companion(companion::Code::MatrixPath)
            if span.of(text).ends_with("405")
                && lines::around(text, span).of(text).contains("GET ") =>
        {
            companion::Code::MatrixMethod.known()
        }
        Code::ServerSetup(server_setup::Code::RoomMissing) if text.contains(".py console") => {
            session::Code::ConsoleRoom.known()
        }
        Code::ServerSetup(server_setup::Code::NoKeys) if repeats_entrypoint(text) => {
            server_setup::Code::EntrypointRepeated.known()
        }
        Code::Network(network::Code::PeerConnection) => {
            let line = lines::around(text, span).of(text);
            if line.contains("ICE server parsing") || line.contains("is not a valid URL") {
                network::Code::TurnUrl.known()
            } else if has_private_address(evidence) {
                network::Code::PrivateNodeIp.known()
            } else {
                known
            }
        }
        // Safari says so for any answer that opens no WebSocket.
        Code::Client(client::Code::ClientRefused)
            if lines::around(text, span)
                .of(text)
                .contains("WebSocket connection to") =>
        {
            browser::Code::BrowserHides.known()
        }
        // The person tells that the first of both was there.
        Code::Network(network::Code::SwiftTimeout)
            if contains(text, "handshake") && contains(text, "succeed") =>
        {
            network::Code::PeerConnection.known()
        }
        // For joining it is created; a call of the API needs it.
        Code::ServerSetup(server_setup::Code::RoomMissing) if is_of_api(evidence) => {
            server_setup::Code::ObjectMissing.known()
        }
        // What the warning names is no part of a secret.
        Code::ServerSetup(server_setup::Code::VariableInValue)
            if lines::around(text, span).of(text).contains("LIVEKIT_") =>
        {
            sdk::Code::CredentialsNotSet.known()
        }
        Code::Network(network::Code::DefaultUrl | network::Code::NoConnection)
            if is_in_container(text) =>
        {
            network::Code::OwnContainer.known()
        }
        Code::Companion(companion::Code::Provider | companion::Code::ProviderDown) => {
            provider_status(text, span).map_or(known, |status| of_provider(status).known())
        }
        Code::Network(network::Code::Scheme) if is_plain_port(evidence) => {
            network::Code::PlainPort.known()
        }
        // A proxy's answer, which lacks LiveKit's headers.
        Code::Network(network::Code::NeverRead)
            if lines::around(text, span)
                .of(text)
                .contains("Status code: 5") =>
        {
            proxy::Code::ProxyAnswer.known()
        }
        Code::Session(session::Code::AgentMissing) if is_for_each_participant(text, span) => {
            session::Code::NoWorkerOfType.known()
        }
        Code::Network(network::Code::NoConnection) if is_of_dev_server(text, span) => {
            server_setup::Code::ListensLocally.known()
        }
        Code::Session(session::Code::Disconnected) => {
            let line = text[span.end..].lines().next();
            line.and_then(session::of_reason).unwrap_or(known)
        }
        _ => known,
    }
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

/// Whether the server's log names a private address as its own, and no client is in its network.
fn has_private_address(evidence: &Evidence) -> bool {
    let is_private = |(at, name): (usize, &str)| {
        let rest = evidence.text[at + name.len()..].trim_start_matches(['"', ':', '=', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        let address = rest[..end.unwrap_or(rest.len())].parse::<Ipv4Addr>();
        address.is_ok_and(|address| address.is_private())
    };
    let mut urls = evidence.paste.urls.iter();
    let is_near = urls.any(|url| url::is_local(url::server(&url.origin)));
    !is_near
        && evidence
            .text
            .match_indices("nodeIP")
            .take(4)
            .any(is_private)
}

/// Whether Compose gives the server's image its own name as an option.
fn repeats_entrypoint(text: &str) -> bool {
    text.lines().any(|line| {
        let command = line.trim().strip_prefix("command:").unwrap_or_default();
        let command = command.trim_start_matches([' ', '"', '\'', '[']);
        command.starts_with("/livekit-server") || command.starts_with("livekit-server ")
    })
}

/// Names of the URL that the SDKs do not read.
const OTHER_URLS: [&str; 3] = ["LIVEKIT_WS_URL", "LIVEKIT_HOST", "LIVEKIT_SERVER_URL"];

/// What did not answer the server, if it is no egress, ingress or SIP.
fn unanswered(evidence: &Evidence, span: Span) -> Option<&'static KnownText> {
    let text = &evidence.text;
    let line = lines::around(text, span).of(text);
    let has = |text: &str, words: &[&str]| words.iter().any(|word| contains(text, word));
    if has(line, &["send job request", "jobType", "agentName"]) {
        return Some(session::Code::AgentMissing.known());
    }
    let is_of_service = |text: &str| has(text, &["egress", "ingress", "sip"]);
    if has(text, &DISPATCH) && !is_of_service(line) {
        return Some(server_setup::Code::DispatchRoom.known());
    }
    let is_of_node = is_of_join(evidence) || is_of_room(evidence);
    is_of_node.then(|| server_setup::Code::NodeMissing.known())
}

/// Names of the calls that dispatch agents.
const DISPATCH: [&str; 6] = [
    "agent_dispatch",
    "AgentDispatch",
    "list_dispatch",
    "listDispatch",
    "create_dispatch",
    "createDispatch",
];

/// The releases of livekit-client that are known to fail with old servers, and those that are said to.
const FAILING: [RangeInclusive<[u32; 3]>; 2] = [[2, 18, 1]..=[2, 18, 3], [2, 18, 4]..=[2, 19, 0]];

/// The newest livekit-server without `/rtc/v1`.
const OLD_SERVER: [u32; 3] = [1, 9, 9];

/// That the client is too new for its server, which has no `/rtc/v1`, if the client's release may be.
fn old_server(evidence: &Evidence, known: &KnownText) -> Option<&'static KnownText> {
    let text = &evidence.text;
    let texts = finding::known(&evidence.paste.known_texts);
    let has = |code: Code| texts.iter().any(|(known, _)| known.code == code);
    let is_timeout = has(Code::Network(network::Code::NegotiationTimeout));
    let is_old = has(Code::Client(client::Code::V1Path));
    let release = client_sdk::livekit_client(text);
    let names_both =
        release.is_some() && client_sdk::livekit_server(text).is_some_and(|it| it <= OLD_SERVER);
    let applies = match known.code {
        Code::Network(_) => is_old,
        _ => !is_timeout && names_both,
    };
    let [certain, likely] = FAILING;
    match release.filter(|_| applies) {
        Some(release) if certain.contains(&release) => Some(network::Code::OldServer.known()),
        Some(release) if !likely.contains(&release) => None,
        _ => applies.then(|| network::Code::OldServerLikely.known()),
    }
}

/// The status that a line tells of the service of an agent's plugin. Its own words about a key say more.
fn provider_status(text: &str, span: Span) -> Option<u16> {
    const LABELS: [&str; 6] = [
        "HandshakeError: ",
        "status_code=",
        "status=",
        "Error code: ",
        "statusCode: ",
        "\"HTTP/1.1 ",
    ];
    let line = lines::around(text, span).of(text);
    let is_of_url = ["url=", "message=", "Invalid", "WSServer", "overloaded"];
    if !is_of_url.iter().any(|start| span.of(text).contains(start)) {
        return None;
    }
    LABELS.iter().find_map(|label| {
        let status = line.split_once(label)?.1.get(..3)?;
        status.parse().ok().filter(|status| *status >= 400)
    })
}

/// What the status of such a service means.
fn of_provider(status: u16) -> companion::Code {
    match status {
        402 | 429 => companion::Code::ProviderQuota,
        401 | 403 => companion::Code::Provider,
        500.. => companion::Code::ProviderDown,
        _ => companion::Code::ProviderRequest,
    }
}

/// Whether TLS was spoken to the port of livekit-server, which has none.
fn is_plain_port(evidence: &Evidence) -> bool {
    let mut origins = evidence.paste.urls.iter().map(|url| &url.origin);
    origins.any(|origin| {
        let has_tls = ["wss:", "https:"]
            .iter()
            .any(|scheme| origin.starts_with(scheme));
        has_tls && origin.ends_with(":7880") && !url::is_cloud(url::host(origin))
    })
}

/// Whether each line about missing workers is about those that take a job for each participant or publisher.
fn is_for_each_participant(text: &str, span: Span) -> bool {
    let mut lines = places(text, span.of(text)).take(MOST_JOBS);
    lines.all(|at| {
        let line = text[at..].lines().next().unwrap_or_default();
        ["JT_PARTICIPANT", "JT_PUBLISHER"]
            .iter()
            .any(|kind| line.contains(kind))
    })
}

/// How many lines about missing workers are looked at.
const MOST_JOBS: usize = 64;

/// Whether a stack trace or code shows that what was missing is not the token.
fn is_of_other_field(text: &str) -> bool {
    text.contains('\n') && !text.to_ascii_lowercase().contains("token")
}

/// How many lines below an error its stack is looked at.
const FRAMES: usize = 10;

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

/// Whether a service of Compose looks for LiveKit, which is another service, in its own container.
fn is_in_container(text: &str) -> bool {
    let mut urls = text.match_indices("LIVEKIT_URL").take(4);
    let is_local = |(at, _)| {
        let line = text[at..].lines().next().unwrap_or_default();
        line.contains("//localhost:") || line.contains("//127.0.0.1:")
    };
    text.contains("services:")
        && text.contains("livekit/livekit-server")
        && !text.contains("network_mode")
        && urls.any(is_local)
}

/// Whether another machine could not reach a server that was started with `--dev`, which listens to its own machine alone.
fn is_of_dev_server(text: &str, span: Span) -> bool {
    const START: &str = "livekit-server --dev";
    let line = lines::around(text, span).of(text);
    let is_of_network = ["192.168.", " 10.", "/10.", "=10."]
        .iter()
        .any(|address| line.contains(address));
    is_of_network && text.contains(START) && !text.contains("--bind")
}

/// Whether the paste shows a request for a route that gives tokens, and none for LiveKit.
fn asks_for_token(evidence: &Evidence) -> bool {
    let mut asked = evidence
        .paste
        .responses
        .iter()
        .filter_map(|response| response.asked.as_ref());
    let is_shown = || {
        let mut origins = url::places(&evidence.text).into_iter();
        origins.any(|origin| gives_tokens(url::path(&evidence.text, origin)))
    };
    (asked.any(|asked| asked.gives_tokens) || is_shown()) && !evidence.text.contains("/rtc")
}

/// Whether a page got its token by `fetch` from a route of its application, and nothing was asked of LiveKit.
fn fetches_token(text: &str) -> bool {
    let mut calls = text.match_indices("fetch(").take(16);
    // A line of a stack trace.
    let is_in_function = text.lines().any(|line| {
        let function = line.split(" at ").nth(1).unwrap_or_default();
        let name = function.split([' ', '(']).next().unwrap_or_default();
        name.ends_with("Token")
    });
    let is_asked = ["/rtc", "twirp", "TwirpRpc"]
        .into_iter()
        .any(|own| text.contains(own));
    !is_asked
        && (is_in_function
            || calls.any(|(at, call)| {
                let path = text[at + call.len()..].split([')', ',', '\n']).next();
                path.is_some_and(gives_tokens)
            }))
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

/// Whether the paste is about a call of the API, and not about joining.
fn is_of_api(evidence: &Evidence) -> bool {
    matches!(purpose::asked(evidence), Some(Endpoint::Api { .. }))
        || evidence.text.contains("not_found")
}

/// Whether the paste is about joining, and not about a call of the API.
fn is_of_join(evidence: &Evidence) -> bool {
    let is_of_twirp = ["twirp", "egress", "ingress", "sip"]
        .iter()
        .any(|word| evidence.text.to_ascii_lowercase().contains(word));
    matches!(purpose::asked(evidence), Some(Endpoint::Join)) && !is_of_twirp
}

/// What was done to set the variables that a program does not have.
fn not_set_by(text: &str) -> Option<sdk::Code> {
    let begins = |beginning: &str| {
        (text.lines()).any(|line| {
            let line = line.rsplit("> ").next().unwrap_or(line).trim_start();
            line.get(..beginning.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        })
    };
    if text.contains("\u{feff}LIVEKIT_") {
        Some(sdk::Code::ByteOrderMark)
    } else if begins("setx LIVEKIT_") {
        Some(sdk::Code::SetForLater)
    } else if begins("$LIVEKIT_API_KEY = ") || begins("$LIVEKIT_API_SECRET = ") {
        Some(sdk::Code::VariableOfShell)
    } else {
        None
    }
}

/// Whether the call is for a room, which a node hosts, and not for a service of its own.
fn is_of_room(evidence: &Evidence) -> bool {
    let Some(Endpoint::Api { method }) = purpose::asked(evidence) else {
        return false;
    };
    server::method(method).is_some_and(|(path, _)| {
        path.contains(".RoomService/") || path.contains(".AgentDispatchService/")
    })
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
