//! Finds IP addresses.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::PersonMatch;
use crate::sanitize::Kind;
use crate::text::steps;

/// Programs whose versions look like addresses in `User-Agent`.
const PROGRAMS: [&str; 9] = [
    "Chrome/",
    "Chromium/",
    "CriOS/",
    "Edg/",
    "EdgA/",
    "Electron/",
    "OPR/",
    "Safari/",
    "Version/",
];

/// The longest run that may be an address of IPv6, which has 45 characters at most, and stops behind it.
const LONGEST: usize = 100;

/// Adds the IP addresses (RFC 791, RFC 4291). Those of the machine itself show nothing and stay.
pub(super) fn find(text: &str, found: &mut Vec<PersonMatch>) {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':');
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let (mut at, mut end_of_run) = (0, 0);
    while at < bytes.len() {
        if at >= end_of_run {
            let length = bytes[at..].iter().take_while(|byte| is_part(byte)).count();
            end_of_run = at + length;
            steps::count(length);
            if length == 0 {
                at += 1;
                continue;
            }
        }
        let length = end_of_run - at;
        let run = &text[at..end_of_run];
        let is_start = at == 0 || !is_word(&bytes[at - 1]);
        let is_version = || PROGRAMS.iter().any(|name| text[..at].ends_with(name));
        let end = address(run).filter(|_| is_start && !is_version());
        let end = end.filter(|end| *end < length || !bytes.get(at + length).is_some_and(is_word));
        if let Some(end) = end {
            found.push(PersonMatch {
                kind: Kind::Address,
                range: at..at + end,
                is_everywhere: false,
            });
            at += length;
        } else {
            // A name and a colon may be before it.
            let name = run.find(':').filter(|at| !run[at + 1..].starts_with(':'));
            at += name.map_or(length, |name| name + 1);
        }
    }
}

/// The length of the address at the start of a run of digits, points and colons.
fn address(run: &str) -> Option<usize> {
    if run.bytes().filter(|byte| *byte == b':').nth(1).is_some() {
        if run.len() > LONGEST {
            return None;
        }
        steps::count(run.len());
        let address = run.trim_end_matches('.');
        let address = address
            .strip_suffix(':')
            .filter(|rest| !rest.ends_with(':'))
            .unwrap_or(address);
        let is_sure =
            address.contains("::") || address.matches(':').count() == 7 || address.contains('.');
        let read: Ipv6Addr = address
            .parse()
            .ok()
            .filter(|_| is_sure && address.bytes().any(|byte| byte.is_ascii_digit()))?;
        return (!read.is_loopback() && !read.is_unspecified()).then_some(address.len());
    }
    let address = run
        .split(':')
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    let read: Ipv4Addr = address.parse().ok()?;
    let is_own = read.is_loopback() || read.is_unspecified() || read.is_broadcast();
    (!is_own).then_some(address.len())
}
