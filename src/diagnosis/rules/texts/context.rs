//! What a known text means beside what else the paste shows.

use core::net::Ipv4Addr;
use std::ops::RangeInclusive;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::{purpose, relevance};
use crate::finding::{
    self, Code, KnownText, answer, browser, client, cloud, companion, network, proxy, response,
    sdk, server_setup, session,
};
use crate::paste::client_sdk;
use crate::paste::endpoint::Endpoint;
use crate::paste::response::gives_tokens;
use crate::paste::url;
use crate::server;
use crate::text::needles::{contains, places};
use crate::text::{Span, lines};

/// What a known text at this place means beside what else the paste shows.
pub(super) fn in_context(
    evidence: &Evidence,
    known: &'static KnownText,
    span: Span,
) -> &'static KnownText {
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
        Code::ServerSetup(server_setup::Code::ServiceMissing)
            if span.of(text).starts_with("no response") =>
        {
            unanswered(evidence, span).unwrap_or(known)
        }
        Code::Network(code) => of_network(evidence, known, code, span).unwrap_or(known),
        Code::Client(client::Code::V1Path) => old_server(evidence, known).unwrap_or(known),
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
        // Safari says so for any answer that opens no WebSocket.
        Code::Client(client::Code::ClientRefused)
            if lines::around(text, span)
                .of(text)
                .contains("WebSocket connection to") =>
        {
            browser::Code::BrowserHides.known()
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
        Code::Companion(companion::Code::Provider | companion::Code::ProviderDown) => {
            provider_status(text, span).map_or(known, |status| of_provider(status).known())
        }
        Code::Session(session::Code::AgentMissing) if is_for_each_participant(text, span) => {
            session::Code::NoWorkerOfType.known()
        }
        Code::Session(session::Code::Disconnected) => {
            let line = text[span.end..].lines().next();
            line.and_then(session::of_reason).unwrap_or(known)
        }
        _ => known,
    }
}

/// What a text about the way to the server means beside what else the paste shows, if it is something else.
fn of_network(
    evidence: &Evidence,
    known: &KnownText,
    code: network::Code,
    span: Span,
) -> Option<&'static KnownText> {
    let text = &evidence.text;
    let line = || lines::around(text, span).of(text);
    let meant = match code {
        network::Code::NeverRead if relevance::is_cors_of_token_route(text, span) => {
            network::Code::TokenRouteBlocked
        }
        // A proxy's answer, which lacks LiveKit's headers.
        network::Code::NeverRead if line().contains("Status code: 5") => {
            return Some(proxy::Code::ProxyAnswer.known());
        }
        // A frame of LiveKit's client below the error is the code that got no URL.
        network::Code::UrlProbablyMissing
            if (text[span.end..].lines().take(FRAMES))
                .any(|line| line.contains("livekit-client")) =>
        {
            network::Code::UrlMalformed
        }
        network::Code::NegotiationTimeout => return old_server(evidence, known),
        network::Code::PeerConnection
            if line().contains("ICE server parsing") || line().contains("is not a valid URL") =>
        {
            network::Code::TurnUrl
        }
        network::Code::PeerConnection if has_private_address(evidence) => {
            network::Code::PrivateNodeIp
        }
        // The person tells that the first of both was there.
        network::Code::SwiftTimeout if contains(text, "handshake") && contains(text, "succeed") => {
            network::Code::PeerConnection
        }
        network::Code::DefaultUrl | network::Code::NoConnection if is_in_container(text) => {
            network::Code::OwnContainer
        }
        network::Code::NoConnection if is_of_dev_server(text, span) => {
            return Some(server_setup::Code::ListensLocally.known());
        }
        network::Code::Scheme if is_plain_port(evidence) => network::Code::PlainPort,
        _ => return None,
    };
    Some(meant.known())
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
    // The call that failed is on this line, or in the lines around it.
    let near = around(text, span).to_lowercase();
    if has(&near, &["egress", "ingress", "sip"]) {
        return None;
    }
    if has(&near, &["dispatch"]) {
        return Some(server_setup::Code::DispatchRoom.known());
    }
    let is_of_node = is_of_join(evidence) || is_of_room(evidence);
    is_of_node.then(|| server_setup::Code::NodeMissing.known())
}

/// The lines around a text that may be of the same call.
fn around(text: &str, span: Span) -> &str {
    let before = text[..span.start].rmatch_indices('\n').nth(NEAR);
    let behind = text[span.end..].match_indices('\n').nth(NEAR);
    let start = before.map_or(0, |(at, _)| at);
    let end = behind.map_or(text.len(), |(at, _)| span.end + at);
    &text[start..end]
}

/// How many lines these are, before and behind.
const NEAR: usize = 8;

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
pub(super) fn is_for_each_participant(text: &str, span: Span) -> bool {
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

/// How many lines below an error its stack is looked at.
const FRAMES: usize = 10;

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
