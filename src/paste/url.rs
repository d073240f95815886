//! Finds URLs of servers.

use core::net::Ipv4Addr;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::span::Places;
use crate::text::{Needles, Span, order, steps};

use super::host;
use super::setting::name::PUBLIC;
use super::setting::{Role, Setting};

/// The origin of a URL: scheme, host and port. Path and query are left out, because they may hold a token.
#[derive(Debug, PartialEq, Eq)]
pub struct Url {
    /// Scheme, host and port, such as `wss://demo.livekit.cloud`.
    pub origin: String,
    /// The place of the origin.
    pub span: Span,
    /// The evidence that the LiveKit server is there.
    pub evidence: ServerEvidence,
}

/// The evidence that a URL belongs to the LiveKit server, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServerEvidence {
    /// None: any page that the paste mentions.
    None,
    /// Its scheme is that of a WebSocket, or its host belongs to LiveKit Cloud.
    Address,
    /// A client asked it for a path of LiveKit.
    Request,
    /// A setting names it.
    Setting,
}

/// What is wrong with the URL of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `NAME==wss://host`.
    Equals,
    /// `wss://`, `wss://:7880`.
    NoHost,
    /// `https://.example.net`, `https://jwt..example.net`: a variable before a dot was empty.
    EmptyLabel,
    /// `wss://https://host`.
    TwoSchemes,
    /// `host.livekit.cloud`, where a URL is asked for.
    NoScheme,
    /// `wss:/host`, `wss//host`.
    Slashes,
    /// The page where keys are made, documentation, or the host of SIP or WHIP.
    Dashboard,
    /// `wss://host/rtc`.
    Path,
    /// `wss://your-project.livekit.cloud`.
    Placeholder,
    /// `wss://demo.livekit.cloud:7880`.
    CloudPort,
}

/// What is between the scheme of a URL and its host.
static SIGN: LazyLock<Needles> = LazyLock::new(|| Needles::exact(["://"]));

static EQUALS: LazyLock<Needles> = LazyLock::new(|| Needles::exact(["=="]));

/// How hosts of LiveKit Cloud end.
static CLOUD: LazyLock<Needles> = LazyLock::new(|| Needles::exact([".livekit.cloud"]));

/// The faults of the URLs that settings of LiveKit's have, and the places of these URLs.
pub fn faults(text: &str, settings: &[Setting]) -> Vec<(Fault, Span)> {
    let mut faults = Vec::new();
    for setting in settings {
        let is_commented = setting.environment.starts_with('#');
        let name = setting.name.of(text).to_ascii_lowercase();
        // `url=` alone is also what a client says of its request.
        if setting.role == Role::Url && !is_commented && name != "url" {
            let fault = fault(&name, setting.value.expose().trim());
            faults.extend(fault.map(|fault| (fault, setting.span)));
        }
    }
    faults.extend(paths(text).map(|span| (Fault::Path, span)));
    faults.extend(ports(text).map(|span| (Fault::CloudPort, span)));
    for sign in EQUALS.hits(text) {
        let Span { start: sign, end } = sign.span;
        let name = text[..sign].trim_end_matches(|c: char| c.is_ascii_uppercase() || c == '_');
        let name = &text[name.len()..sign];
        let is_name =
            name.starts_with("LIVEKIT") && (name.ends_with("URL") || name.ends_with("HOST"));
        if !is_name {
            continue;
        }
        let value = &text[end..text.floor_char_boundary(end + LONGEST_VALUE)];
        let length = value.find(|c: char| c.is_ascii_whitespace() || "\"'`,;".contains(c));
        let value = &value[..length.unwrap_or(value.len())];
        steps::count(value.len());
        if scheme(value).is_some() {
            faults.push((Fault::Equals, Span::new(sign + 1, end + value.len())));
        }
    }
    faults
}

/// The longest value of a setting with a URL, in bytes.
const LONGEST_VALUE: usize = 512;

/// The most URLs of which the path is looked at.
const MOST_PATHS: usize = 64;

/// WebSocket URLs of LiveKit Cloud with a path that neither clients nor agents ask for.
fn paths(text: &str) -> impl Iterator<Item = Span> {
    const OWN: [&str; 6] = ["rtc", "agent", "twirp", "settings", "v1", "undefined"];
    let is_of_host = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let hits = CLOUD.hits(text).take(MOST_PATHS);
    hits.filter_map(move |hit| {
        let path = path(text, hit.span);
        let first = path.strip_prefix('/')?.split('/').next()?;
        let is_other = first.len() > 2
            && first
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            && !OWN.contains(&first);
        let before = &text[..hit.span.start];
        let host = before.len() - before.trim_end_matches(is_of_host).len();
        let origin = before[..before.len() - host].strip_suffix("://")?;
        let start = origin
            .trim_end_matches(|c: char| c.is_ascii_lowercase())
            .len();
        let is_web_socket = matches!(&origin[start..], "ws" | "wss") && host > 0;
        (is_other && is_web_socket).then(|| Span::new(start, hit.span.end + path.len()))
    })
}

/// URLs of LiveKit Cloud with another port than that of `https:`, the only one that it has.
fn ports(text: &str) -> impl Iterator<Item = Span> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || ":/.-".contains(c);
    let hits = CLOUD.hits(text).take(MOST_PATHS);
    hits.filter_map(move |hit| {
        let rest = text[hit.span.end..].strip_prefix(':')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let before = &text[..hit.span.start];
        let start = before.trim_end_matches(is_part).len();
        let (_, host) = scheme(&text[start..hit.span.end])?;
        // Dart prints the port 0 where it means that of the scheme.
        let is_other = digits > 0 && !["443", "0"].contains(&&rest[..digits]) && !is_service(host);
        is_other.then(|| Span::new(start, hit.span.end + 1 + digits))
    })
}

/// The scheme of a URL of a LiveKit server, and what is behind it.
fn scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let is_known = ["wss", "ws", "https", "http"]
        .into_iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    is_known.then_some((scheme, rest))
}

/// What is wrong with a URL that a setting of this name has, in lower case.
fn fault(name: &str, url: &str) -> Option<Fault> {
    // A host that was shortened or replaced for the paste shows nothing.
    if ["...", "…", "*", "xxx"]
        .into_iter()
        .any(|mark| url.contains(mark))
    {
        return None;
    }
    let is_url = name.contains("livekit") && name.ends_with("url");
    let Some((_, rest)) = scheme(url) else {
        let lower = url.to_ascii_lowercase();
        let is_host = is_cloud(lower.trim_end_matches('/')) || is_local(&lower);
        if url
            .strip_prefix('=')
            .is_some_and(|url| scheme(url.trim_start()).is_some())
        {
            return Some(Fault::Equals);
        }
        let mut broken = [
            "wss:", "ws:", "wss//", "ws//", "https:/", "http:/", "https//", "http//",
        ]
        .into_iter();
        return match () {
            () if broken.any(|start| lower.starts_with(start)) => Some(Fault::Slashes),
            () if is_url && is_host => Some(Fault::NoScheme),
            () => None,
        };
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let path = rest[host.len()..].trim_end_matches('/');
    Some(match () {
        () if rest.contains("://") => Fault::TwoSchemes,
        () if host.starts_with('.') || host.contains("..") => Fault::EmptyLabel,
        () if host.is_empty() || host.starts_with(':') => Fault::NoHost,
        () if is_website(host) => Fault::Dashboard,
        () if is_url && (host == "livekit.cloud" || is_service(host)) => Fault::Dashboard,
        () if ["your", "<", "my-project.", "example-project."]
            .into_iter()
            .any(|start| host.starts_with(start)) =>
        {
            Fault::Placeholder
        }
        () if path.ends_with("/rtc") => Fault::Path,
        () => return None,
    })
}

/// The places of the origins of all URLs in `text` with a scheme that a LiveKit server speaks.
pub fn places(text: &str) -> Vec<Span> {
    SIGN.hits(text)
        .filter_map(|sign| origin(text, sign.span.start))
        .collect()
}

/// What identifies a server: on LiveKit Cloud the project, which has a host in each region; elsewhere host and port.
pub fn server(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.strip_suffix(":443").unwrap_or(host);
    match host.split_once('.') {
        Some((project, _)) if is_cloud(host) => project,
        _ => host,
    }
}

/// Whether a URL, or its host, belongs to LiveKit Cloud.
pub fn is_cloud(url: &str) -> bool {
    url.ends_with(".livekit.cloud")
}

/// Whether a URL, or its host, is that of another service of LiveKit Cloud's, which takes no tokens.
fn is_service(url: &str) -> bool {
    let host = url.strip_suffix(".livekit.cloud");
    let service = host.and_then(|host| host.rsplit_once('.'));
    service.is_some_and(|(_, service)| matches!(service, "sip" | "whip" | "rtmp" | "turn"))
}

/// Whether a server is on the same computer or network.
pub fn is_local(server: &str) -> bool {
    if server.starts_with("[::1]") {
        return true;
    }
    let host = server.split(':').next().unwrap_or_default();
    match host.parse::<Ipv4Addr>() {
        Ok(address) => address.is_loopback() || address.is_private() || address.is_unspecified(),
        Err(_) => ["localhost", "host.docker.internal"].contains(&host),
    }
}

/// The place of the URL that was asked, and not only set, if there is one such server: a client, `curl` or a log names
/// it.
pub fn asked(text: &str, places: &[Span], settings: &[Setting]) -> Option<Span> {
    let set = Places::new(settings.iter().map(|setting| setting.span).collect());
    let mut asked: Option<Span> = None;
    for span in places {
        let is_asked = has_path(text, *span)
            || is_given(text, *span)
            || is_cloud(span.of(text)) && !set.overlap(*span);
        let is_elsewhere = is_website(span.of(text)) || host::is_of_other(host(span.of(text)));
        if is_asked && !is_elsewhere {
            match asked {
                Some(first) if server(first.of(text)) != server(span.of(text)) => return None,
                _ => asked = asked.or(Some(*span)),
            }
        }
    }
    asked.or_else(|| of_browser(text, settings))
}

/// The place of a URL on this computer that a setting gives to the browser, if the other setting has LiveKit Cloud's: the browser asks the
/// first. Behind a proxy, the two may be one server.
fn of_browser(text: &str, settings: &[Setting]) -> Option<Span> {
    let is_public = |setting: &&Setting| {
        let name = setting.name.of(text).to_ascii_uppercase();
        PUBLIC.iter().any(|prefix| name.starts_with(prefix))
    };
    let urls = settings.iter().filter(|setting| setting.role == Role::Url);
    let (public, own): (Vec<_>, Vec<_>) = urls.partition(is_public);
    let ([public], [own]) = (&public[..], &own[..]) else {
        return None;
    };
    let is_set = public.environment.is_empty() && !own.environment.starts_with('#');
    let is_mixed = is_local(server(public.value.expose())) && is_cloud(own.value.expose());
    (is_set && is_mixed).then_some(public.span)
}

/// Whether code gives an origin to a client: `room.connect("ws://…"`, `serverUrl="ws://…"`.
fn is_given(text: &str, origin: Span) -> bool {
    let before = text[..origin.start].strip_suffix(['"', '\'', '`']);
    let before = before.map(|before| before.trim_end_matches(['{', ' ', '\n', '\t', '\r']));
    origin.of(text).starts_with("ws")
        && is_plain(text, origin)
        && before.is_some_and(|before| {
            ["serverUrl=", ".connect(", ".Connect("]
                .iter()
                .any(|call| before.ends_with(call))
        })
}

/// The path after an origin, as far as 200 bytes.
pub fn path(text: &str, origin: Span) -> &str {
    let rest = &text[origin.end..];
    let is_end = |byte: &u8| !byte.is_ascii_graphic() || b"?#'\"`)>,;".contains(byte);
    let length = rest
        .bytes()
        .take(200)
        .take_while(|byte| !is_end(byte))
        .count();
    &rest[..length]
}

/// Whether the path after an origin is one that LiveKit's clients ask.
fn has_path(text: &str, origin: Span) -> bool {
    let rest = &text[origin.end..];
    let is_segment = |path: &&str| {
        let rest = rest.strip_prefix(*path);
        rest.is_some_and(|rest| {
            !rest.starts_with(|c: char| c.is_alphanumeric() || "-_.".contains(c))
        })
    };
    rest.starts_with("/twirp/livekit") || ["/rtc", "/agent"].iter().any(is_segment)
}

/// Whether no path follows an origin: LiveKit's clients are given the origin, and other services have paths.
fn is_plain(text: &str, origin: Span) -> bool {
    path(text, origin).trim_matches('/').is_empty()
}

/// Whether a value is an origin alone, of a WebSocket.
fn is_plain_value(value: &str) -> bool {
    let host = scheme(value.trim()).filter(|_| value.trim().starts_with("ws"));
    host.is_some_and(|(_, host)| !host.trim_end_matches('/').contains('/'))
}

/// The host of an origin, without its port.
pub fn host(origin: &str) -> &str {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    host.split(':').next().unwrap_or_default()
}

/// Whether an origin is one of LiveKit's own web pages, and not a server.
fn is_website(origin: &str) -> bool {
    let server = server(origin);
    server == "livekit.io" || server.ends_with(".livekit.io")
}

/// The evidence that the LiveKit server is at an origin.
fn evidence(text: &str, span: Span, set: &Places) -> ServerEvidence {
    let origin = span.of(text);
    if host::is_of_other(host(origin)) {
        ServerEvidence::None
    } else if set.overlap(span) {
        ServerEvidence::Setting
    } else if is_website(origin) || is_service(origin) {
        ServerEvidence::None
    } else if has_path(text, span) {
        ServerEvidence::Request
    } else if origin.starts_with("ws") && is_plain(text, span)
        || is_cloud(origin)
        || origin.ends_with(":7880")
    {
        ServerEvidence::Address
    } else {
        ServerEvidence::None
    }
}

/// The URLs at these places, each origin once, in order.
pub fn find(text: &str, spans: Vec<Span>, settings: &[Setting]) -> Vec<Url> {
    // A client of anything says `url=` of its request.
    let is_of_livekit = |setting: &&Setting| {
        let is_named = !setting.name.of(text).eq_ignore_ascii_case("url");
        setting.role == Role::Url && (is_named || is_plain_value(setting.value.expose()))
    };
    let set = settings.iter().filter(is_of_livekit);
    let set = Places::new(set.map(|setting| setting.span).collect());
    let mut urls: Vec<Url> = Vec::new();
    // A log may name thousands of hosts, each of them often.
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut spans = spans;
    spans.extend(hosts(text));
    for span in order::sorted_by(spans, Span::cmp) {
        let origin = span.of(text);
        let evidence = evidence(text, span, &set);
        let at = *known.entry(origin).or_insert_with(|| {
            let scheme = if origin.contains("://") { "" } else { "wss://" };
            urls.push(Url {
                origin: format!("{scheme}{origin}"),
                span,
                evidence,
            });
            urls.len() - 1
        });
        urls[at].evidence = urls[at].evidence.max(evidence);
    }
    urls
}

/// The place of the origin with its `://` at `sign`.
fn origin(text: &str, sign: usize) -> Option<Span> {
    let before = &text.as_bytes()[..sign];
    let scheme = ["wss", "ws", "https", "http"]
        .into_iter()
        .find(|scheme| ends_with_word(before, scheme.as_bytes()))?;
    let host = &text.as_bytes()[sign + 3..];
    let is_of_host = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'_' | b'[' | b']')
    };
    let length = host.iter().take_while(|&&byte| is_of_host(byte)).count();
    // Around an IPv6 address only (RFC 3986 section 3.2.2): curl would ask each host that `[1-9]` names.
    if host[..length].iter().rposition(|byte| *byte == b'[') > Some(0) {
        return None;
    }
    // A full stop or colon at the end belongs to the sentence.
    let length = host[..length]
        .iter()
        .rposition(|byte| !matches!(byte, b'.' | b':'))
        .map(|last| last + 1)?;
    let is_user = user(&text[sign + 3..]).is_some();
    (!is_user).then(|| Span::new(sign - scheme.len(), sign + 3 + length))
}

/// The longest user information that is looked for, in bytes.
const LONGEST_USER: usize = 512;

/// The user information at the start of what is behind `://`, up to the last `@` (RFC 3986 section 3.2.1). Its password may hold
/// characters that should have been escaped, and it may be cut off before the `@`.
fn user(rest: &str) -> Option<&str> {
    let is_end =
        |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>');
    let length = rest.bytes().take(LONGEST_USER).position(is_end);
    let length = rest.floor_char_boundary(length.unwrap_or(LONGEST_USER));
    let rest = &rest[..length];
    steps::count(length);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // The colons of an IPv6 address are in brackets.
    let name = authority.split(']').next_back().unwrap_or_default();
    let is_port = |port: &str| {
        port.bytes()
            .take_while(u8::is_ascii_alphanumeric)
            .all(|byte| byte.is_ascii_digit())
    };
    let has_password = name.split_once(':').is_some_and(|(_, port)| !is_port(port));
    // These are in no host.
    let is_no_host = authority.contains(['@', '!', '%', '+', '~', '$', '*']) && rest.contains('@');
    if !has_password && !is_no_host {
        return None;
    }
    let user = rest.rfind('@').map_or(authority, |at| &rest[..at]);
    Some(user)
}

/// A URL without the name and the password of a user.
pub fn without_user(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) if let Some(user) = user(rest) => {
            let host = rest[user.len()..].trim_start_matches('@');
            format!("{scheme}://{host}")
        }
        _ => url.to_owned(),
    }
}

/// A host has no more bytes than this (RFC 1035 section 2.3.4).
const LONGEST_HOST: usize = 255;

/// The places of hosts of LiveKit Cloud that have no scheme before them.
fn hosts(text: &str) -> Vec<Span> {
    let is_of_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let host = |Span { start: at, end }| {
        let before = &text.as_bytes()[..at];
        let near = before.iter().rev().take(LONGEST_HOST);
        let length = near.take_while(|byte| is_of_host(byte)).count();
        let is_end = |byte: &u8| !is_of_host(byte) || *byte == b'.';
        let next = text.as_bytes().get(end);
        let is_alone =
            !before[..at - length].ends_with(b"/") && !before[..at - length].ends_with(b"@");
        let is_host = length > 0 && is_alone && next.is_none_or(is_end);
        is_host.then(|| Span::new(at - length, end))
    };
    CLOUD.hits(text).filter_map(|hit| host(hit.span)).collect()
}

fn ends_with_word(text: &[u8], word: &[u8]) -> bool {
    let Some(from) = text.len().checked_sub(word.len()) else {
        return false;
    };
    text[from..].eq_ignore_ascii_case(word)
        && !text[..from].last().is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{ServerEvidence, find, places, without_user};

    #[test]
    fn a_server_is_only_what_the_paste_shows_to_be_one() {
        for (text, evidence) in [
            ("wss://lk.example.com", ServerEvidence::Address),
            ("wss://lk.example.com/", ServerEvidence::Address),
            (
                "GET https://lk.example.com/rtc/validate?x",
                ServerEvidence::Request,
            ),
            (
                "wss://api.openai.com/v1/realtime?model=x",
                ServerEvidence::None,
            ),
            (
                "at x (http://localhost:8100/rtc.js:30840:21)",
                ServerEvidence::None,
            ),
            (
                "from origin 'https://app.example.com' has",
                ServerEvidence::None,
            ),
            ("https://docs.livekit.io/home/", ServerEvidence::None),
            (
                "wss://cloud-chat-a1b2c3.livekit.cloud",
                ServerEvidence::Address,
            ),
            (
                "GET https://cloud.example.com/rtc/validate?x",
                ServerEvidence::Request,
            ),
            (
                "POST https://app.example.com/api/token 401",
                ServerEvidence::None,
            ),
        ] {
            let found = find(text, places(text), &[]);
            assert_eq!(found[0].evidence, evidence, "{text}");
        }
    }

    #[test]
    fn a_url_loses_its_user() {
        for (url, bare) in [
            ("wss://user:pw@h.example/x", "wss://h.example/x"),
            ("wss://user:p/w@x@h.example", "wss://h.example"),
            ("wss://user@h.example", "wss://h.example"),
            ("wss://h.example:443/a@b", "wss://h.example:443/a@b"),
            ("wss://[::1]:443/x", "wss://[::1]:443/x"),
            ("h.example", "h.example"),
        ] {
            assert_eq!(without_user(url), bare);
        }
    }

    #[test]
    fn finds_origins_without_path_and_query() {
        let text = "LIVEKIT_URL=wss://demo-ab12.livekit.cloud\nGET http://127.0.0.1:7880/rtc?access_token=x, see https://[::1]:443. \
                    wss://demo-ab12.livekit.cloud/rtc ftp://x.example https://user:pw@h.example ewss://no.example \
                    wss://lk[1-9].example wss://[::1][1-9] wss://K:ab+cd/ef=@h.example wss://K:ab#c!d~e%f@h.example https://K:ab&c@h.example https://K:cut+off";
        let origins: Vec<_> = find(text, places(text), &[])
            .into_iter()
            .map(|url| url.origin)
            .collect();
        assert_eq!(
            origins,
            [
                "wss://demo-ab12.livekit.cloud",
                "http://127.0.0.1:7880",
                "https://[::1]:443"
            ]
        );
    }
}
