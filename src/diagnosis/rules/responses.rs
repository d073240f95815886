//! Findings from answers of HTTP, and from the codes of Twirp.

use crate::diagnosis::evidence::Evidence;
use crate::finding::http::HttpFinding;
use crate::finding::{self, Code, Explain, Finding, KnownText, LocatedFinding};
use crate::finding::{
    answer, api, browser, client, cloud, companion, network, proxy, response, server_setup,
};
use crate::paste::date::Source;
use crate::paste::host;
use crate::paste::not_a_token::NotAToken;
use crate::paste::response::{Body, Response, Teller, is_login};
use crate::paste::{twirp, url};
use crate::text::{Span, lines, order};

/// What an answer means; of several answers in a paste, the one with the first meaning here decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    Accepted,
    Login,
    Forbidden,
    RateLimit,
    TooLong,
    Gateway,
    Redirect,
    WebPage,
    Unavailable,
    WrongPath,
    WebSocketOnly,
    NotUpgraded,
    BadRequest,
    Refused,
    Runs,
    NewerPath,
    OtherServer,
}

/// What clients say if the WebSocket fails.
const WEB_SOCKET_ERRORS: [Code; 4] = [
    Code::Proxy(proxy::Code::WebSocketLost),
    Code::Proxy(proxy::Code::InternalError),
    Code::Browser(browser::Code::BrowserHides),
    Code::Client(client::Code::UnknownWebsocketError),
];

/// What the answers of HTTP have told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conclusion {
    /// Nothing.
    Nothing,
    /// How a request to LiveKit went.
    Request,
    /// That another server answered.
    OtherServer,
}

/// What the answers of HTTP in the paste show.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) -> Conclusion {
    let known_texts = &evidence.paste.known_texts;
    let responses = evidence.paste.responses.iter();
    let mut meanings: Vec<_> = responses
        .filter_map(|response| Some((meaning(evidence, response)?, response)))
        .collect();
    // A client asks for the newer path first; who refuses on another one was found.
    if (meanings.iter()).any(|(meaning, _)| *meaning == Meaning::Refused) {
        meanings
            .retain(|(meaning, _)| !matches!(meaning, Meaning::WrongPath | Meaning::NotUpgraded));
    }
    let meanings = order::sorted(meanings, |(meaning, _)| (*meaning as usize, 0));
    let Some(&(meaning, response)) = meanings.first() else {
        return match of_paths(evidence).or_else(|| of_twirp(evidence)) {
            Some(located) => {
                findings.push(located);
                Conclusion::Request
            }
            None => Conclusion::Nothing,
        };
    };
    let is_other = meaning == Meaning::OtherServer;
    // LiveKit's own words say more than a status, unless another server said them.
    let is_answered = !evidence.answers.is_empty() && (known_texts.is_certain || !is_other);
    let is_foreign = known_texts.names_product && !known_texts.is_certain && !is_other;
    let is_told = meaning == Meaning::NewerPath
        && place(evidence, Code::Client(client::Code::V1Path)).is_some();
    if is_answered || is_foreign || is_told || is_explained(evidence, meaning, response) {
        return Conclusion::Nothing;
    }
    let is_web_socket = |(_, response): &(_, &Response)| response.teller == Teller::WebSocket;
    let is_web_socket_lost = meanings.iter().any(is_web_socket)
        || WEB_SOCKET_ERRORS
            .iter()
            .any(|code| place(evidence, *code).is_some());
    let finding = match meaning {
        Meaning::Accepted if is_web_socket_lost => {
            Finding::Known(proxy::Code::WebSocketLost.known())
        }
        // The older path is not found either, or LiveKit would have refused what was sent.
        Meaning::NotUpgraded if is_below_a_path(evidence) || sends_no_token(evidence) => {
            Finding::Known(response::Code::WrongPath.known())
        }
        _ => of_meaning(evidence, meaning, response),
    };
    let is_decided = finding.candidates().is_empty() && !finding.refuses();
    findings.push(LocatedFinding {
        certain: is_decided && (known_texts.is_certain || is_other),
        finding,
        spans: vec![response.span],
    });
    if is_other {
        Conclusion::OtherServer
    } else {
        Conclusion::Request
    }
}

/// Whether a known text says more than the status.
fn is_explained(evidence: &Evidence, meaning: Meaning, response: &Response) -> bool {
    let code = match meaning {
        Meaning::Redirect => Code::Network(network::Code::Slash),
        Meaning::Forbidden
            if place(evidence, Code::Proxy(proxy::Code::GoogleFrontEnd)).is_some() =>
        {
            return true;
        }
        // The page of a gateway before the route that makes tokens.
        Meaning::Forbidden => Code::Response(response::Code::TokenRoute),
        // The route that makes tokens failed for this reason.
        Meaning::OtherServer
            if (finding::known(&evidence.paste.known_texts).iter())
                .any(|(known, _)| matches!(known.code, Code::Sdk(_))) =>
        {
            return true;
        }
        // What is said of the token tells more than who answered.
        Meaning::OtherServer
            if !evidence.any_jwt.complaints.is_empty()
                && !evidence.paste.known_texts.is_of_livekit =>
        {
            return true;
        }
        Meaning::OtherServer => {
            return [
                Code::Companion(companion::Code::Provider),
                Code::Companion(companion::Code::ProviderQuota),
                Code::Companion(companion::Code::ProviderDown),
                Code::Companion(companion::Code::WhipKey),
                Code::Cloud(cloud::Code::SandboxServer),
            ]
            .into_iter()
            .any(|code| place(evidence, code).is_some());
        }
        Meaning::RateLimit if response.body != Body::Html => Code::Cloud(cloud::Code::Quota),
        // The server says what it did not find.
        Meaning::WrongPath => {
            return [
                server_setup::Code::RoomMissing,
                server_setup::Code::ObjectMissing,
            ]
            .into_iter()
            .any(|code| place(evidence, Code::ServerSetup(code)).is_some());
        }
        // The server, or the service that makes the tokens, says why it failed.
        Meaning::Unavailable | Meaning::Gateway => {
            return [
                Code::ServerSetup(server_setup::Code::ServiceMissing),
                Code::Companion(companion::Code::MatrixRefused),
                Code::Companion(companion::Code::MatrixLookup),
            ]
            .into_iter()
            .any(|code| place(evidence, code).is_some());
        }
        // A text of one client leaves fewer causes open than the status.
        Meaning::Refused if response.length.is_none() => {
            let texts = finding::known(&evidence.paste.known_texts);
            let is_general = |known: &KnownText| {
                matches!(
                    known.code,
                    Code::Connection(_)
                        | Code::Browser(_)
                        | Code::Client(client::Code::V1Path)
                        | Code::Api(api::Code::WorkerNotConnected)
                )
            };
            return (texts.iter())
                .any(|(known, _)| !known.candidates.is_empty() && !is_general(known));
        }
        _ => return false,
    };
    place(evidence, code).is_some()
}

/// The place of a known text.
fn place(evidence: &Evidence, code: Code) -> Option<Span> {
    let texts = finding::known(&evidence.paste.known_texts);
    let mut texts = texts.iter();
    let (_, span) = texts.find(|(known, _)| known.code == code)?;
    Some(*span)
}

/// A client that goes on with the older path asks for both below another one.
fn of_paths(evidence: &Evidence) -> Option<LocatedFinding> {
    let span = place(evidence, Code::Client(client::Code::V1Path))?;
    is_below_a_path(evidence).then(|| LocatedFinding {
        finding: Finding::Known(response::Code::WrongPath.known()),
        certain: false,
        spans: vec![span],
    })
}

/// Whether what was sent in place of a token is none.
fn sends_no_token(evidence: &Evidence) -> bool {
    let mut sent = evidence.paste.not_tokens.iter();
    sent.any(|(sent, _)| *sent == NotAToken::Opaque)
}

/// Whether a client asked for LiveKit's paths below another one.
fn is_below_a_path(evidence: &Evidence) -> bool {
    let urls = url::places(&evidence.text);
    urls.iter().any(|origin| {
        let path = url::path(&evidence.text, *origin);
        !path.starts_with("/rtc") && (path.contains("/rtc/") || path.ends_with("/rtc"))
    })
}

/// What an answer means by its status, its body, and who tells it.
fn meaning(evidence: &Evidence, response: &Response) -> Option<Meaning> {
    let text = &evidence.text;
    let status = response.status;
    if let Some(asked) = response.asked.as_ref().filter(|asked| !asked.is_of_livekit) {
        let is_failure = matches!(status, 401 | 403)
            || asked.gives_tokens && (status >= 400 || is_to_login(text, response));
        return is_failure.then_some(Meaning::OtherServer);
    }
    if !matches!(status, 401 | 403) && is_of_provider(text, response) {
        return None;
    }
    let is_shown = response.teller == Teller::Itself;
    let is_html = response.body == Body::Html;
    let body = response.body.of(text);
    let is_proxy = is_html || response.is_of_proxy;
    match status {
        200 => match body {
            "success" => Some(Meaning::Accepted),
            "OK" => Some(Meaning::Runs),
            _ => (is_html || response.teller == Teller::WebSocket).then_some(Meaning::WebPage),
        },
        301..=303 | 307 | 308 if is_to_login(text, response) => Some(Meaning::Login),
        301..=303 | 307 | 308 => Some(Meaning::Redirect),
        // A known text says so.
        400 if text.contains("plain HTTP request was sent") => None,
        400 if is_html => Some(Meaning::TooLong),
        401 if response.length.is_some() && body.is_empty() => Some(Meaning::Refused),
        401 if is_html || response.asks_for_login || is_hidden(text) => Some(Meaning::Login),
        // LiveKit answers `/rtc` in plain text, and a call of its API with a code.
        401 if response.asked.is_some() && is_of_gateway(body) => Some(Meaning::Login),
        // What the client printed of the body says more.
        400 | 401 | 404 if response.teller == Teller::WebSocket && !body.is_empty() => None,
        // The body is another service's.
        400 => body.is_empty().then_some(Meaning::BadRequest),
        401 if is_shown && !(body.is_empty() && response.asked.is_some()) => None,
        401 => Some(Meaning::Refused),
        403 => Some(Meaning::Forbidden),
        404 if is_newer_path(evidence, response) => Some(Meaning::NewerPath),
        404 if body == "404 page not found" => Some(Meaning::WrongPath),
        404 if is_shown && response.body == Body::Empty && !is_proxy => {
            Some(Meaning::WebSocketOnly)
        }
        404 => match response.teller {
            Teller::WebSocket if !is_html => Some(Meaning::NotUpgraded),
            Teller::Itself if !is_proxy => None,
            _ => Some(Meaning::WrongPath),
        },
        407 => Some(Meaning::Login),
        414 | 431 => Some(Meaning::TooLong),
        429 => Some(Meaning::RateLimit),
        500 | 503 if !is_proxy => Some(Meaning::Unavailable),
        500.. => Some(Meaning::Gateway),
        _ => None,
    }
}

/// Whether an answer is to the path that clients ask for first, and that only newer servers have.
fn is_newer_path(evidence: &Evidence, response: &Response) -> bool {
    let line = lines::around(&evidence.text, response.span).of(&evidence.text);
    // A page may read LiveKit's own 404.
    let is_hidden = place(evidence, Code::Network(network::Code::NeverRead)).is_some();
    line.contains("/rtc/v1") && !is_hidden && !is_below_a_path(evidence)
}

/// Whether an answer is that of another service which an agent's plugin calls.
fn is_of_provider(text: &str, response: &Response) -> bool {
    let line = lines::around(text, response.span).of(text);
    let is_other = |origin: &Span| host::is_of_other(url::host(origin.of(line)));
    line.contains("livekit.plugins.") || url::places(line).iter().any(is_other)
}

/// Whether a redirect leads to a login: of a proxy, or of the application.
fn is_to_login(text: &str, response: &Response) -> bool {
    let behind = text[response.span.start..].lines().take(BELOW);
    let has_target = |line: &str| {
        let lower = line.to_ascii_lowercase();
        let target = lower
            .split_once("location:")
            .or_else(|| lower.split_once("->"));
        target.is_some_and(|(_, target)| is_login(target))
    };
    matches!(response.status, 301..=303 | 307 | 308)
        && (response.asks_for_login || { behind }.any(has_target))
}

/// How many lines below a status its target may be.
const BELOW: usize = 8;

/// Whether a body is the JSON with which gateways refuse a request.
fn is_of_gateway(body: &str) -> bool {
    let has = |words: &str| body.contains(words);
    body.starts_with('{') && has("\"Unauthorized\"") && !has("\"code\"")
}

/// Whether a browser kept an answer from the page. A page may read LiveKit's own refusals.
fn is_hidden(text: &str) -> bool {
    ["blocked by CORS policy", "Cross-Origin Request Blocked"]
        .iter()
        .any(|words| text.contains(words))
}

fn of_meaning(evidence: &Evidence, meaning: Meaning, response: &Response) -> Finding {
    let known = match meaning {
        Meaning::Accepted => {
            let dates = evidence.paste.dates.iter();
            let mut dates = dates.filter(|date| date.source == Source::HttpDate);
            let date = dates.find(|date| response.span.contains(date.span));
            let at = date.map(|date| date.instants.latest);
            return Finding::Http(HttpFinding::TokenAccepted { at });
        }
        Meaning::Redirect => {
            let to = response.location.clone();
            return Finding::Http(HttpFinding::Redirect { to });
        }
        Meaning::OtherServer => {
            let host = response.asked.as_ref().and_then(|asked| asked.host.clone());
            let status = response.status;
            return Finding::Http(HttpFinding::OtherServer { status, host });
        }
        Meaning::RateLimit if evidence.is_cloud() && response.body != Body::Html => {
            cloud::Code::Quota.known()
        }
        Meaning::Refused => refused(evidence, response),
        Meaning::Login => proxy::Code::ProxyLogin.known(),
        Meaning::Forbidden if response.body != Body::Html && is_of_cloud(evidence, response) => {
            cloud::Code::Region.known()
        }
        Meaning::Forbidden => response::Code::Forbidden.known(),
        Meaning::RateLimit => response::Code::RateLimit.known(),
        Meaning::TooLong => response::Code::TooLong.known(),
        Meaning::Gateway => proxy::Code::ProxyAnswer.known(),
        Meaning::WebPage => response::Code::WebPage.known(),
        Meaning::Unavailable => proxy::Code::Unavailable.known(),
        Meaning::WrongPath => response::Code::WrongPath.known(),
        Meaning::WebSocketOnly => response::Code::WebSocketOnly.known(),
        Meaning::NotUpgraded => proxy::Code::NotUpgraded.known(),
        Meaning::BadRequest => response::Code::BadRequest.known(),
        Meaning::Runs => response::Code::ServerRuns.known(),
        Meaning::NewerPath => client::Code::V1Path.known(),
    };
    Finding::Known(known)
}

/// Whether LiveKit Cloud answered.
fn is_of_cloud(evidence: &Evidence, response: &Response) -> bool {
    let asked = response.asked.as_ref();
    match asked.and_then(|asked| asked.host.as_deref()) {
        // Of such a host, only the project's name is kept.
        Some(host) => !host.contains('.') && evidence.is_cloud(),
        None => evidence.is_cloud(),
    }
}

/// A 401 without the server's words. Their length tells some of them: `curl -I` and wget print no body.
fn refused(evidence: &Evidence, response: &Response) -> &'static KnownText {
    match response.length {
        Some(15) => return answer::Code::UnknownKey.known(),
        Some(27) => return answer::Code::NotAToken.known(),
        Some(33) => return answer::Code::NoTokenArrived.known(),
        Some(71) => return answer::Code::Expired.known(),
        _ => {}
    }
    let has = |words: &[&str]| words.iter().any(|word| evidence.text.contains(word));
    if has(&[".whip.livekit.cloud"]) {
        companion::Code::WhipKey.known()
    } else if has(&[
        "/agent",
        "livekit.agents",
        "@livekit/agents",
        "failed to connect to LiveKit",
    ]) {
        api::Code::WorkerRefused.known()
    } else if response.teller == Teller::Http && has(&["wirp", "livekit-server-sdk", "livekit.api"])
    {
        api::Code::ApiRefused.known()
    } else {
        client::Code::ClientRefused.known()
    }
}

/// What a code of Twirp means, except those of a refusal.
fn of_twirp(evidence: &Evidence) -> Option<LocatedFinding> {
    // The message says more than the code.
    let texts = finding::known(&evidence.paste.known_texts);
    let is_explained = texts.iter().any(|(known, _)| known.candidates.is_empty());
    if is_explained || !evidence.paste.known_texts.is_of_livekit {
        return None;
    }
    let (code, span) = twirp::find(&evidence.text)?;
    let known = match code {
        "not_found" => response::Code::CallNotFound,
        "unavailable" => response::Code::ServiceUnavailable,
        "deadline_exceeded" | "canceled" => response::Code::CallTimeout,
        "invalid_argument"
        | "malformed"
        | "already_exists"
        | "failed_precondition"
        | "aborted"
        | "out_of_range"
        | "unimplemented" => response::Code::CallRejected,
        "resource_exhausted" => response::Code::RateLimit,
        _ => return None,
    };
    Some(LocatedFinding {
        finding: Finding::Known(known.known()),
        certain: true,
        spans: vec![span],
    })
}
