//! Cookies, credentials of a scheme, and passwords of users.

use std::ops::Range;

use super::value::quoted;
use super::word::{is_absent, is_random, is_scheme_name, is_word_of_status, is_words};
use super::{Finder, Kind, Sign, USERS};

impl Finder<'_> {
    /// Adds the values of cookies (RFC 6265 section 4).
    pub(super) fn cookies(&mut self, range: Range<usize>) {
        const ATTRIBUTES: [&str; 8] = [
            "path", "domain", "expires", "max-age", "samesite", "priority", "version", "comment",
        ];
        let text = self.text;
        let mut at = range.start;
        for part in text[range.clone()].split([';', '\n']) {
            let (name, value) = part.split_once('=').unwrap_or(("", part));
            // The padding of base64.
            let is_padding = value.bytes().all(|byte| byte == b'=');
            let (name, value) = if is_padding {
                ("", part)
            } else {
                (name, value)
            };
            let name_of = name.trim().to_ascii_lowercase();
            let start = at + part.len() - value.len();
            at += part.len() + 1;
            let is_attribute = ATTRIBUTES.contains(&name_of.as_str())
                || name_of.is_empty()
                    && start > range.start
                    && matches!(
                        value.trim().to_ascii_lowercase().as_str(),
                        "httponly" | "secure" | "partitioned" | "samesite"
                    );
            // A counter or a flag.
            let is_small =
                value.trim().len() < 5 && value.trim().bytes().all(|byte| byte.is_ascii_digit());
            if !is_attribute && !is_small && !is_absent(value.trim()) {
                self.add(Kind::Cookie, start..start + value.len());
            }
        }
    }

    /// Adds the credentials behind the name of their scheme (RFC 9110 section 11.4).
    pub(super) fn credentials(&mut self, range: Range<usize>) {
        let text = self.text;
        let value = &text[range.clone()];
        let start = range.start + value.len() - value.trim_start().len();
        let (scheme, rest) = text[start..range.end]
            .split_once([' ', '\t'])
            .unwrap_or(("", &text[start..range.end]));
        let is_scheme = !scheme.is_empty()
            && scheme.len() <= 20
            && !scheme
                .bytes()
                .any(|byte| byte.is_ascii_digit() && scheme.len() < 4)
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let from = if is_scheme {
            range.end - rest.len()
        } else {
            start
        };
        let rest = text[from..range.end].trim();
        if rest.is_empty() || is_absent(rest) || is_word_of_status(rest) || is_scheme_name(rest) {
            return;
        }
        self.add(Kind::Authorization, from..range.end);
        self.password(from..range.end);
    }

    /// Finds credentials by the name of their scheme alone.
    pub(super) fn schemes(&mut self) {
        let text = self.text;
        for (_, span) in self.all(Sign::Scheme) {
            let is_inside = text[..span.start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let rest = &text[span.end..];
            let behind = rest.trim_start_matches([' ', '\t', ':']);
            if is_inside || behind.len() == rest.len() {
                continue;
            }
            let start = text.len() - behind.len();
            let length = behind
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-._~+/=".contains(c)))
                .unwrap_or(behind.len());
            let value = &behind[..length];
            let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
            let is_mixed = has_digit && value.bytes().any(|byte| byte.is_ascii_alphabetic());
            if length >= 8 && (is_mixed || length >= 20 && !is_words(value)) {
                self.add(Kind::Authorization, start..start + length);
            }
        }
    }

    /// Adds the password of a user.
    fn password(&mut self, range: Range<usize>) {
        if let Some((name, password)) = self.text[range.clone()].split_once(':')
            && !password.is_empty()
            && !name.contains(char::is_whitespace)
        {
            self.add(Kind::Secret, range.start + name.len() + 1..range.end);
        }
    }

    /// Finds users and passwords in URLs (RFC 3986 section 3.2.1) and options.
    pub(super) fn users(&mut self) {
        let text = self.text;
        for (words, span) in self.all(Sign::User) {
            let rest = &self.near(span.end)[span.end..];
            if words == USERS[0] {
                let length = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>'))
                    .unwrap_or(rest.len());
                self.spend(length);
                let authority = rest[..length].find(['/', '?', '#']).unwrap_or(length);
                // A password may hold characters that should have been escaped.
                let user = rest[..authority].rfind('@').or_else(|| {
                    rest[..length].rfind('@').filter(|at| {
                        !rest[..*at].contains('?')
                            && (rest[..*at].contains(':') || is_random(&rest[..*at]))
                    })
                });
                let Some(user) = user else {
                    continue;
                };
                let range = span.end..span.end + user;
                let user = &rest[..user];
                match user.split_once(':') {
                    Some((name, password)) if !is_absent(password) => {
                        self.add(Kind::Secret, range.start + name.len() + 1..range.end);
                    }
                    None if user.len() >= 16 && user.bytes().any(|byte| byte.is_ascii_digit()) => {
                        self.add(Kind::Secret, range);
                    }
                    _ => {}
                }
                continue;
            }
            let value = rest.trim_start_matches([' ', '=']);
            let start = span.end + rest.len() - value.len();
            let range = quoted(&text[..span.end + rest.len()], start).unwrap_or_else(|| {
                let length = value.find(char::is_whitespace).unwrap_or(value.len());
                start..start + length
            });
            self.spend(range.len());
            if let Some((name, password)) = text[range.clone()].split_once(':')
                && !password.is_empty()
                && !name.contains(char::is_whitespace)
                && !is_absent(password)
            {
                self.add(Kind::Secret, range.start + name.len() + 1..range.end);
            }
        }
    }
}
