//! Findings from the situation that a paste shows, where no text of a program says it.

use crate::diagnosis::evidence::Evidence;
use crate::finding::{Classify, Code, Finding, LocatedFinding, network, response};
use crate::paste::url::{self, ServerEvidence, Url};
use crate::text::Span;
use crate::text::needles::contains;

/// The longest text that is read for such a situation, in bytes.
const LONGEST: usize = 10_000;

/// What the situation shows.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    if evidence.text.len() > LONGEST {
        return;
    }
    if let Some(span) = own_device(evidence) {
        let unreached = Code::Network(network::Code::NoConnection);
        findings.retain(|located| located.finding.code() != unreached);
        findings.push(likely(
            Finding::Known(network::Code::OwnDevice.known()),
            span,
        ));
    } else if let Some(span) = root(evidence) {
        let root = response::Code::WebSocketRoot.known();
        findings.push(likely(Finding::Known(root), span));
    }
}

fn likely(finding: Finding, span: Span) -> LocatedFinding {
    LocatedFinding {
        finding,
        certain: false,
        spans: vec![span],
    }
}

/// Words for a device that is not the machine of a developer, in lower case.
const DEVICES: [&str; 7] = [
    "phone",
    "iphone",
    "smartphone",
    "android",
    "emulator",
    "celular",
    "móvil",
];

/// Such words of languages without spaces.
const DEVICES_WITHIN: [&str; 4] = ["手机", "模拟器", "スマホ", "휴대폰"];

/// Ways by which a device does reach `localhost` of the other machine.
const FORWARDED: [&str; 3] = ["adb reverse", "simulator", "phone number"];

/// Words for a connection that is not there.
const UNCONNECTED: [&str; 4] = ["连不上", "无法连接", "can't connect", "cannot connect"];

/// The URL of LiveKit on the own machine, where it is a phone or an emulator that cannot connect.
fn own_device(evidence: &Evidence) -> Option<Span> {
    let text = &evidence.text;
    let is_own = |url: &&Url| {
        let host = url::server(&url.origin)
            .split(':')
            .next()
            .unwrap_or_default();
        url.evidence > ServerEvidence::None && (host == "localhost" || host.starts_with("127."))
    };
    let url = evidence.paste.urls.iter().find(is_own)?;
    let lower = text.to_lowercase();
    // A word of its own, and no part of a name or of code.
    let is_sign = |c: char| ".,:;!?\"'".contains(c);
    let mut words = (lower.split_whitespace()).map(|word| word.trim_matches(is_sign));
    let has_device = words.any(|word| DEVICES.contains(&word))
        || DEVICES_WITHIN.iter().any(|word| lower.contains(word));
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let is_failing =
        evidence.shows_failure() || evidence.paste.known_texts.is_failure || has(&UNCONNECTED);
    let is_answered = !evidence.answers.is_empty() || evidence.paste.failed.is_some();
    (has_device && is_failing && !is_answered && !has(&FORWARDED)).then_some(url.span)
}

/// A WebSocket's URL without a path that is said to answer 200.
fn root(evidence: &Evidence) -> Option<Span> {
    let text = &evidence.text;
    let is_root = |url: &&Url| {
        url.origin.starts_with("ws") && url::path(text, url.span).trim_matches('/').is_empty()
    };
    let url = evidence.paste.urls.iter().find(is_root)?;
    let is_silent = evidence.paste.known_texts.texts.is_empty()
        && evidence.answers.is_empty()
        && evidence.tokens.is_empty();
    let is_told = contains(text, "200 OK") || contains(text, "returning 200");
    (is_silent && is_told && contains(text, "websocket") && !text.contains("/rtc"))
        .then_some(url.span)
}
