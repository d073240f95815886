//! Redirects to a clean path, which Go's `http.ServeMux` sends before any route is asked.

use super::{Answer, Asks, methods, plain};
use crate::text::{json, search};

/// The redirect, if the path is not clean (`cleanPath`, net/http server.go), or is a folder's without its last slash.
pub(super) fn answer(asks: Asks, path: &[u8]) -> Option<Answer> {
    let incoming = asks.incoming;
    let mut clean = clean(path);
    if methods::is_service(&clean, asks.release) {
        clean.push(b'/');
    }
    if clean == path || incoming.method == "CONNECT" {
        return None;
    }
    let status = asks.release.rules.redirect;
    if !matches!(incoming.method, "GET" | "HEAD") {
        return Some(plain(status, ""));
    }
    let mut target = escape(&clean);
    if !incoming.query.is_empty() {
        target = target + "?" + &json::lossy(incoming.query);
    }
    let text = if status == 301 {
        "Moved Permanently"
    } else {
        "Temporary Redirect"
    };
    let href = html(&target);
    Some(plain(
        status,
        &["<a href=\"", &href, "\">", text, "</a>.\n\n"].concat(),
    ))
}

/// The path without empty, `.` and `..` segments; a slash at its end stays.
fn clean(path: &[u8]) -> Vec<u8> {
    let mut kept: Vec<&[u8]> = Vec::new();
    for segment in path.split(|&byte| byte == b'/') {
        match segment {
            b"" | b"." => {}
            b".." => _ = kept.pop(),
            _ => kept.push(segment),
        }
    }
    let mut clean = Vec::with_capacity(path.len() + 1);
    for segment in &kept {
        clean.push(b'/');
        clean.extend(*segment);
    }
    if clean.is_empty() || path.ends_with(b"/") {
        clean.push(b'/');
    }
    clean
}

/// `url.URL.EscapedPath`.
fn escape(path: &[u8]) -> String {
    path.iter().fold(String::new(), |mut text, &byte| {
        if byte.is_ascii_alphanumeric() || search::is_in(byte, b"-_.~$&+,/:;=@") {
            text.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value)]);
            text.extend(['%', digit(byte >> 4), digit(byte & 0xF)]);
        }
        text
    })
}

fn html(text: &str) -> String {
    let mut text = text.to_owned();
    for (character, entity) in [
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("\"", "&#34;"),
        ("'", "&#39;"),
    ] {
        text = search::replace(&text, character, entity);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn cleans_paths() {
        for (path, expected) in [
            ("/", "/"),
            ("/a/b/", "/a/b/"),
            ("//a//b", "/a/b"),
            ("/a/./b/../c", "/a/c"),
            ("/..", "/"),
            ("/a/..", "/"),
        ] {
            assert_eq!(clean(path.as_bytes()), expected.as_bytes(), "{path}");
        }
    }
}
