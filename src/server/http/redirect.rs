//! Redirects to a clean path, which Go's `http.ServeMux` sends before it calls any route.

use super::context::RequestContext;
use super::methods;
use crate::server::answer::{Answer, plain};
use crate::text::json;

/// The redirect, if the path is not clean (`cleanPath`, net/http server.go), or is a folder without its last slash.
pub(super) fn answer(context: RequestContext, path: &[u8]) -> Option<Answer> {
    let incoming = context.incoming;
    let mut clean = clean(path);
    if methods::is_service(&clean, context.release) {
        clean.push(b'/');
    }
    if clean == path || incoming.method == "CONNECT" {
        return None;
    }
    let status = context.release.rules.redirect;
    if !matches!(incoming.method, "GET" | "HEAD") {
        return Some(plain(status, ""));
    }
    let mut target = escape(&clean);
    if !incoming.query.is_empty() {
        target = format!("{target}?{}", json::lossy(incoming.query));
    }
    let text = if status == 301 {
        "Moved Permanently"
    } else {
        "Temporary Redirect"
    };
    let href = html(&target);
    Some(plain(
        status,
        &format!("<a href=\"{href}\">{text}</a>.\n\n"),
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
    let escaped = |&byte: &u8| {
        if byte.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    path.iter().map(escaped).collect()
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
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
