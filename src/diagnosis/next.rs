//! What to paste next: the cheapest thing that decides.

use crate::finding::any_jwt;
use crate::finding::cause::Cause;
use crate::finding::form::FormFinding;
use crate::finding::key_and_secret::paste_secret;
use crate::finding::sentence::{Pasted, Sentence};
use crate::finding::{Classify, Code, Explain, Finding, LocatedFinding, api, network, response};
use crate::sentence;

use super::evidence::Evidence;
use super::purpose::Purpose;
use super::rules::decision;
use super::verdict::{self, Outcome};

/// What to paste next; `None` where nothing is missing.
pub fn next(
    evidence: &Evidence,
    purpose: Option<&Purpose>,
    outcome: Outcome,
    findings: &[LocatedFinding],
) -> Option<Sentence> {
    let is_decided = |located: &LocatedFinding| {
        located.certain
            && matches!(
                located.finding,
                Finding::Known(_) | Finding::Http(_) | Finding::Code(_) | Finding::Setting(_)
            )
    };
    let is_seen = findings.first().is_some_and(decision::decides);
    let is_decided = is_seen && evidence.token().is_some()
        || evidence.token().is_none() && findings.first().is_some_and(is_decided);
    if let Some(Finding::Answer(answer)) = findings.first().map(|first| &first.finding)
        && evidence.token().is_none()
        && let Some(next) = answer.next()
    {
        return Some(next);
    }
    // The verdict says what that service needs.
    if evidence.is_elsewhere {
        return None;
    }
    let is_own = purpose.is_some_and(|purpose| verdict::is_refused_webhook(evidence, purpose));
    if outcome != Outcome::Unknown || is_decided || is_own {
        return None;
    }
    // It is no call of LiveKit that failed.
    if let Some(Finding::Jwt(finding)) = findings.first().map(|first| &first.finding)
        && evidence.token().is_none()
    {
        return finding.wants_token().then(any_jwt::key::paste_token);
    }
    if evidence.token().is_none() && is_of_worker(findings) {
        return Some(findings[0].finding.fix());
    }
    if evidence.token().is_none() && shows_no_token(evidence, findings) {
        return None;
    }
    let has_nothing = evidence.paste.pairs.is_empty() && evidence.paste.urls.is_empty();
    Some(match evidence.token() {
        Some(token) if token.jws.is_cut_off() => FormFinding::TokenCutOff.fix(),
        Some(token) if token.is_payload => FormFinding::PayloadOnly.fix(),
        Some(_) if verdict::is_failure(evidence, findings) => sentence![
            "Run this with the token, where the call fails, and paste the output: ",
            Pasted(command(evidence, evidence.server()))
        ],
        Some(_) => paste_secret(evidence.iss()),
        None if evidence.names_other_service() => sentence![
            "Paste the token that was sent (it begins with `eyJ`), and the service's whole answer with its headers."
        ],
        None if has_nothing => sentence![
            "Paste the token that the client sends (it begins with `eyJ`), or the server's answer to this: ",
            Pasted(command(evidence, None))
        ],
        None => sentence![
            "Paste the token too, or run this where the call fails and paste the output: ",
            Pasted(command(evidence, evidence.server()))
        ],
    })
}

/// Whether an agent worker failed, which makes its own token and never shows it.
pub fn is_of_worker(findings: &[LocatedFinding]) -> bool {
    findings.first().is_some_and(|first| {
        matches!(
            first.finding.code(),
            Code::Api(api::Code::WorkerRefused | api::Code::WorkerNotConnected)
        )
    })
}

/// Whether what failed has no token that the reader could paste: it comes after or before any, or a program makes its own and never shows
/// it.
fn shows_no_token(evidence: &Evidence, findings: &[LocatedFinding]) -> bool {
    const PROGRAMS: [&str; 4] = [
        "twirp error",
        "Twirp(",
        "twirp_client",
        "mimetype: text/plain",
    ];
    let Some(first) = findings.first().map(|first| &first.finding) else {
        return false;
    };
    let candidates = first.candidates().iter().copied();
    let mut causes = candidates.chain([first.cause()]);
    match first.code() {
        Code::Companion(_)
        | Code::ServerSetup(_)
        | Code::Session(_)
        | Code::Network(network::Code::OwnDevice)
        | Code::Response(response::Code::WebSocketRoot) => causes.all(|cause| {
            matches!(
                cause,
                Cause::Other | Cause::NetworkNotAuth | Cause::UrlScheme | Cause::WrongProject
            )
        }),
        Code::Api(api::Code::ApiRefused) => {
            PROGRAMS.iter().any(|words| evidence.text.contains(words))
        }
        _ => false,
    }
}

/// A command whose output holds reason, release and clock of the server, for the shell that the paste shows. Origins
/// hold no character that a shell interprets inside single quotes. The user fills in the token: a copied command never
/// holds one.
fn command(evidence: &Evidence, origin: Option<&str>) -> String {
    let [curl, scheme, host] = call(evidence, origin);
    format!("{curl} -si '{scheme}{host}/rtc/validate?access_token=YOUR-TOKEN'")
}

/// A command whose output compares the clock of its machine with the server's, for the shell that the paste shows.
pub fn measurement(evidence: &Evidence) -> String {
    let [curl, scheme, host] = call(evidence, evidence.server());
    if evidence.is_windows() {
        let seconds = "[DateTimeOffset]::UtcNow.ToUnixTimeSeconds()";
        return format!("{seconds}; {curl} -sI '{scheme}{host}' | Select-String ^date; {seconds}");
    }
    format!("date +%s; {curl} -sI '{scheme}{host}' | grep -i ^date; date +%s")
}

/// The name of `curl` here, and the URL of the server in two pieces.
pub fn call<'a>(evidence: &Evidence, origin: Option<&'a str>) -> [&'a str; 3] {
    // In Windows PowerShell `curl` is another program.
    let curl = if evidence.is_windows() {
        "curl.exe"
    } else {
        "curl"
    };
    let origin = origin.unwrap_or("wss://YOUR-SERVER");
    match origin.split_once("://") {
        Some(("wss", host)) => [curl, "https://", host],
        Some(("ws", host)) => [curl, "http://", host],
        _ => [curl, "", origin],
    }
}
