//! Finds access tokens: bare, in a header, URL, JSON or quotes, percent-encoded, or wrapped over lines.

use crate::text::needles::places;
use crate::text::{Span, base64url, is_invisible, json, label, order};

/// A text that begins like a JWS compact serialization (RFC 7515 section 7.1).
#[allow(
    clippy::struct_excessive_bools,
    reason = "each of them is seen by itself"
)]
#[derive(Debug, PartialEq, Eq)]
pub struct TokenText {
    /// The token, joined or percent-decoded if needed.
    pub text: String,
    /// Its places, in order: one for each of its lines.
    pub spans: Vec<Span>,
    /// Whether invisible characters were inside it; they are not in `text`.
    pub invisible: bool,
    /// Whether somebody shortened it (`eyJhbGci…`, `eyJhbGci...`), so that it does not show what was sent.
    pub elided: bool,
    /// Whether something says that its signature was removed (`eyJ….eyJ….<signature.1>`): `text` then has another one in its place.
    pub signature_removed: bool,
    /// Whether the paste has only its payload: `text` then has a header and a signature that were not pasted.
    pub is_payload: bool,
}

/// The base64url of the beginning of a JSON object: `{"`, `{ `, `{` and a line end, `{` and a tab.
const BEGINNINGS: [&str; 5] = ["eyJ", "eyA", "ewo", "ew0", "ewk"];

/// How `Laravel` begins what it encrypts, which is base64 of JSON and no token: `{"iv":`.
pub const LARAVEL: &str = "eyJpdiI6I";

/// How Rails begins what it signs: `{"_rails":`.
pub const RAILS: &str = "eyJfcmFpbHMiO";

/// How sessions of Flask begin, which have a time and a signature behind two more dots: `{"_fresh":`, `{"_user_id":`, `{"_flashes":`,
/// `{"_permanent":`, `{"csrf_token":`.
pub const FLASK: [&str; 5] = [
    "eyJfZnJlc2giO",
    "eyJfdXNlcl9pZCI6",
    "eyJfZmxhc2hlcyI6",
    "eyJfcGVybWFuZW50Ijo",
    "eyJjc3JmX3Rva2VuIjo",
];

/// How sessions begin whose names others have, too: `{"user_id":`, `{"username":`, `{"logged_in":`, `{"user":`.
pub const SESSIONS: [&str; 4] = [
    "eyJ1c2VyX2lkIjo",
    "eyJ1c2VybmFtZSI6",
    "eyJsb2dnZWRfaW4iO",
    "eyJ1c2VyIjo",
];

/// How sessions of Flask begin that are compressed with zlib.
pub const COMPRESSED: [&str; 4] = [".eJw", ".eJx", ".eJy", ".eJz"];

/// Whether a text begins like a session of Flask: its data, a time of four bytes, and a signature of twenty.
pub fn is_session(text: &str) -> bool {
    let mut parts = text.trim_start_matches('.').split('.').skip(1);
    let length = |part: Option<&str>| {
        part.map_or(0, |part| {
            part.bytes()
                .take_while(|byte| base64url::has(*byte))
                .count()
        })
    };
    (length(parts.next()), length(parts.next())) == (6, 27)
}

/// The text after a shortened token.
const ELISIONS: [&str; 4] = ["...", "…", "***", "[...]"];

/// The maximum number of headers without a payload. A long paste may repeat the beginning of a token on every line, and
/// a few show as much as thousands.
const FRAGMENTS: usize = 100;

/// Finds all tokens in `text`, in order; of headers without a payload, only the first hundred.
pub fn find(text: &str) -> Vec<TokenText> {
    let mut tokens = Vec::new();
    let mut tried = SearchEnds { lax: 0, joined: 0 };
    let mut fragments = 0;
    let mut at = 0;
    for start in beginnings(text) {
        if start < at {
            continue;
        }
        let header = text.as_bytes()[start..]
            .iter()
            .take_while(|byte| base64url::has(**byte));
        let end = start + header.count();
        if fragments >= FRAGMENTS && !matches!(text.as_bytes().get(end), Some(b'.' | b'%')) {
            at = end;
            continue;
        }
        match read(text, start, &mut tried) {
            Some(token) => {
                at = token
                    .spans
                    .last()
                    .map_or(start, |span| span.end)
                    .max(start + 3);
                fragments += usize::from(!token.text.contains('.'));
                tokens.push(token);
            }
            None => at = start + 3,
        }
    }
    tokens
}

/// The places of all tokens.
pub fn spans(tokens: &[TokenText]) -> Vec<Span> {
    let spans = |token: &TokenText| token.spans.clone();
    tokens.iter().flat_map(spans).collect()
}

/// The places at which a token may begin: not inside a longer word. A log has many words with an `e` and few of these: each is
/// looked for by itself.
fn beginnings(text: &str) -> Vec<usize> {
    let places = BEGINNINGS
        .into_iter()
        .flat_map(|beginning| places(text, beginning));
    let is_whole = |start: &usize| !is_inside_word(&text.as_bytes()[..*start]);
    let others = || [LARAVEL, RAILS].into_iter().chain(FLASK);
    let is_other = |start: &usize| {
        let text = &text[*start..];
        others().any(|other| text.starts_with(other))
            || SESSIONS.iter().any(|other| text.starts_with(other)) && is_session(text)
    };
    let places = places.filter(|start| is_whole(start) && !is_other(start));
    order::sorted(places.collect(), |start| (*start, 0))
}

/// Whether the bytes before a beginning belong to it. The digits of a percent escape (`%22eyJ…`) do not.
fn is_inside_word(before: &[u8]) -> bool {
    let escaped = before.len() >= 3 && before[before.len() - 3] == b'%';
    !escaped
        && before
            .last()
            .is_some_and(|&byte| base64url::has(byte) && byte != b'-' || byte == b'.')
}

/// The end of the text that was read without finding a token: a beginning before that place need not be read again, and
/// there may be thousands of them.
struct SearchEnds {
    /// With the characters of plain base64.
    lax: usize,
    /// Across line ends.
    joined: usize,
}

/// Reads the token that begins at `start`; `None` if its first segment does not begin with a JSON object.
fn read(text: &str, start: usize, tried: &mut SearchEnds) -> Option<TokenText> {
    let mut run = Run::read(text, start, base64url::has);
    let is_lax = matches!(text.as_bytes().get(run.end()), Some(b'+' | b'/'));
    if is_lax && !run.is_complete() && start >= tried.lax {
        let mut lax = Run::read(text, start, base64url::has_either);
        if lax.is_complete() {
            run = lax;
        } else {
            tried.lax = lax.end();
        }
    }
    if !run.is_complete() && start >= tried.joined {
        let (length, stops, invisible) = (run.text.len(), run.stops.len(), run.invisible);
        while !run.is_complete() && run.join_next_line(text) {}
        if !run.is_complete() {
            tried.joined = run.end();
            run.text.truncate(length);
            run.stops.truncate(stops);
            run.spans.truncate(1);
            run.invisible = invisible;
            run.join_words(text);
        }
    }
    run.drop_full_stop();
    let signature_removed = run.skip_mark(text);
    let end = run.end();
    let rest = &text[end..];
    // Behind a whole signature the mark is a full stop of somebody's words, or one of a message: `token: eyJ…...`.
    let elided = ELISIONS.into_iter().any(|mark| rest.starts_with(mark)) && !run.is_whole();
    run.is_token().then_some(TokenText {
        text: run.text,
        spans: run.spans,
        invisible: run.invisible,
        elided,
        signature_removed,
        is_payload: false,
    })
}

/// The characters of a token that were read so far.
struct Run {
    text: String,
    /// The places of the full stops in `text`.
    stops: Vec<usize>,
    spans: Vec<Span>,
    invisible: bool,
    /// The expected length of the signature, once the header has been read.
    signature: Option<usize>,
}

impl Run {
    fn read(text: &str, start: usize, belongs: impl Fn(u8) -> bool) -> Self {
        let mut run = Self {
            text: String::new(),
            stops: Vec::new(),
            spans: Vec::new(),
            invisible: false,
            signature: None,
        };
        let end = run.extend(text, start, belongs);
        run.spans.push(Span::new(start, end));
        run
    }

    /// Its end in the paste.
    fn end(&self) -> usize {
        self.spans.last().map_or(0, |span| span.end)
    }

    fn stop(&mut self) {
        self.stops.push(self.text.len());
        self.text.push('.');
    }

    /// Appends characters from `start` on, and returns where they end.
    fn extend(&mut self, text: &str, start: usize, belongs: impl Fn(u8) -> bool) -> usize {
        let bytes = text.as_bytes();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            if belongs(byte) {
                let run = bytes[at..].iter().take_while(|byte| belongs(**byte));
                let end = at + run.count();
                self.text.push_str(&text[at..end]);
                at = end;
            } else if byte == b'.' {
                if bytes[at..].starts_with(b"...") {
                    break;
                }
                self.stop();
                at += 1;
            } else if byte == b'\\' && matches!(bytes.get(at + 1), Some(b'_' | b'-')) {
                // Markdown escapes these.
                at += 1;
            } else if let Some(length) = escaped_stop(&bytes[at..]) {
                self.stop();
                at += length;
            } else if let Some(padding) = self.padding(&bytes[at..]) {
                self.text.push_str(if padding == 1 { "=" } else { "==" });
                at += padding;
            } else if let Some(invisible) = text[at..].chars().next().filter(|c| is_invisible(*c)) {
                let length = invisible.len_utf8();
                // At the end, it does not belong to the token.
                let next = bytes.get(at + length);
                if !next.is_some_and(|&next| next == b'.' || belongs(next)) {
                    break;
                }
                self.invisible = true;
                at += length;
            } else {
                break;
            }
        }
        at
    }

    /// How many `=` pad the last segment here, if they make its length a multiple of four.
    fn padding(&self, rest: &[u8]) -> Option<usize> {
        let signs = rest.iter().take_while(|&&byte| byte == b'=').count();
        let segment = &self.text.as_bytes()[self.stops.last().map_or(0, |stop| stop + 1)..];
        (matches!(signs, 1 | 2)
            && !segment.ends_with(b"=")
            && (segment.len() + signs).is_multiple_of(4))
        .then_some(signs)
    }

    /// Appends the next line, if it has nothing but further characters of the token.
    fn join_next_line(&mut self, text: &str) -> bool {
        let Some(start) = next_line(text, self.end()) else {
            return false;
        };
        let (from, stops) = (self.text.len(), self.stops.len());
        // A line that begins like a token is the payload if a full stop precedes it, and otherwise another token.
        let begins = BEGINNINGS
            .into_iter()
            .any(|beginning| text[start..].starts_with(beginning));
        if begins && !self.text.ends_with('.') {
            return false;
        }
        // What looked like padding was the sign of quoted-printable e-mail that the line goes on.
        let signs = self.text.len() - self.text.trim_end_matches('=').len();
        if !text[start..].starts_with('.') {
            self.text.truncate(from - signs);
        }
        let after = self.extend(text, start, base64url::has);
        let rest = text[after..].split('\n').next().unwrap_or_default();
        if after == start || !rest.trim_ascii().chars().all(is_behind_line) {
            self.text.truncate(from - signs);
            self.text.push_str(&"=".repeat(signs));
            self.stops.truncate(stops);
            return false;
        }
        self.spans.push(Span::new(start, after));
        true
    }

    /// Joins the words behind it, if a chat or a scan has put spaces or blank lines into a token: all of them together are whole, or
    /// none belongs to it. A word of prose, or of a log, is no part of a token.
    fn join_words(&mut self, text: &str) {
        let (length, stops, spans) = (self.text.len(), self.stops.len(), self.spans.len());
        for _ in 0..MOST_WORDS {
            let end = self.end();
            let rest = &text[end..];
            let start = end + rest.len() - rest.trim_start().len();
            if !(1..=LONGEST_GAP).contains(&(start - end)) {
                break;
            }
            let after = self.extend(text, start, base64url::has);
            let is_part = |part: &str| part.len() >= SHORTEST_PART && looks_random(part);
            if !text[start..after].split('.').any(is_part) {
                break;
            }
            self.spans.push(Span::new(start, after));
            if self.is_complete() {
                if self.is_whole() {
                    return;
                }
                break;
            }
        }
        self.text.truncate(length);
        self.stops.truncate(stops);
        self.spans.truncate(spans);
    }

    /// Removes the full stop of a sentence that ends with the token.
    fn drop_full_stop(&mut self) {
        if self.text.ends_with('.') && self.stops.len() > 2 {
            self.text.pop();
            self.stops.pop();
            if let Some(span) = self.spans.last_mut() {
                span.end -= 1;
            }
        }
    }

    /// Skips what people and programs write in the place of a signature, and puts one there that is read like it. Returns whether
    /// there was such a mark.
    fn skip_mark(&mut self, text: &str) -> bool {
        const MARKS: [&str; 5] = [
            "•••",
            "[redacted]",
            "[REDACTED]",
            "<redacted>",
            "<REDACTED>",
        ];
        let rest = &text[self.end()..];
        let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark));
        let length = mark
            .map(str::len)
            .or_else(|| label::read(rest).map(|(.., length)| length));
        let (Some(length), [header, payload]) = (length, &self.stops[..]) else {
            return false;
        };
        let is_missing = payload + 1 == self.text.len() && payload > &(header + 1);
        if is_missing {
            let signature = signature_length(&self.text[..*header]);
            self.text.push_str(&"A".repeat(signature));
            if let Some(span) = self.spans.last_mut() {
                span.end += length;
            }
        }
        is_missing
    }

    /// Whether there are three or more segments, and the signature has the length that the header's algorithm makes.
    fn is_complete(&mut self) -> bool {
        let [header_end, payload_end, ..] = self.stops[..] else {
            return false;
        };
        let signature = self.text[payload_end + 1..].trim_end_matches('=');
        let header = &self.text[..header_end];
        let expected = *self
            .signature
            .get_or_insert_with(|| signature_length(header));
        signature.len() >= expected
    }

    /// Whether the signature has exactly the length that the header's algorithm makes.
    fn is_whole(&self) -> bool {
        let [header_end, payload_end] = self.stops[..] else {
            return false;
        };
        let signature = self.text[payload_end + 1..].trim_end_matches('=');
        let length = signature_length(&self.text[..header_end]);
        // Keys of 3072 and 4096 bits make longer ones.
        let is_of_rsa = length == RSA[0] && RSA.contains(&signature.len());
        signature.len() > 1 && (signature.len() == length || is_of_rsa)
    }

    /// Whether the first segment begins with a JSON object and is too long for a coincidence.
    fn is_token(&self) -> bool {
        let header = self.text.split(['.', '=']).next().unwrap_or_default();
        let header = header.as_bytes();
        let even = &header[..header.len() - usize::from(header.len() % 4 == 1)];
        let bytes = base64url::decode(even).unwrap_or_default();
        let bytes = bytes.trim_ascii_start();
        header.len() >= 8
            && bytes.first() == Some(&b'{')
            && bytes[1..].trim_ascii_start().first() == Some(&b'"')
    }
}

/// How many words a token may be in, and how many bytes are between two of them.
const MOST_WORDS: usize = 32;
const LONGEST_GAP: usize = 4;

/// The fewest characters that tell a part of a token from a word.
const SHORTEST_PART: usize = 6;

/// Whether a part has a digit, or a capital behind its first letter.
fn looks_random(part: &str) -> bool {
    let mut behind = part.bytes().skip(1);
    behind.any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The number of characters of a signature with an RSA key of 2048, 3072 and 4096 bits.
const RSA: [usize; 3] = [342, 512, 683];

/// The number of characters of the signature for the algorithm in a header segment, the least for RSA; 1 if that is not known.
fn signature_length(header: &str) -> usize {
    match algorithm(header).as_deref() {
        Some("none") => 0,
        Some("HS256") => 43,
        Some("HS384") => 64,
        Some("HS512" | "ES256" | "EdDSA") => 86,
        Some("ES384") => 128,
        Some("ES512") => 176,
        Some("RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512") => RSA[0],
        _ => 1,
    }
}

/// The `alg` of a header segment, if it can be read.
fn algorithm(header: &str) -> Option<String> {
    let header = base64url::decode(header.trim_end_matches('=').as_bytes()).ok()?;
    let header = json::Document::read(header).ok()?;
    Some(header.root()?.member("alg")?.string()?.into_owned())
}

/// The start of the text on the line after `end`, without quotation marks of mail and indentation; `None` if anything
/// but a line end follows.
fn next_line(text: &str, end: usize) -> Option<usize> {
    // A backslash continues a line in a shell, `=` a line in quoted-printable e-mail.
    let tail = text[end..].trim_start_matches([' ', '\t', '\\', '=']);
    let line = (tail.strip_prefix("\r\n"))
        .or_else(|| tail.strip_prefix('\n'))
        .or_else(|| tail.strip_prefix('\r'))?;
    let line = line.trim_start_matches([' ', '\t', '>', '|']);
    Some(text.len() - line.len())
}

/// The characters that may be on the line after a part of a token.
fn is_behind_line(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '"' | '\'' | '`' | ',' | ';' | '\\' | '=' | ')' | '>' | '}' | ']'
    )
}

/// The length of a full stop that is escaped for a URL, once or again and again: `%2E`, `%252E`.
fn escaped_stop(rest: &[u8]) -> Option<usize> {
    let escapes = rest.strip_prefix(b"%")?;
    let again = escapes
        .chunks_exact(2)
        .take_while(|two| two == b"25")
        .count()
        * 2;
    let is_stop = |end: &[u8]| end.eq_ignore_ascii_case(b"2e");
    let is_end = escapes.get(again..again + 2).is_some_and(is_stop);
    is_end.then_some(again + 3)
}

#[cfg(test)]
mod tests {
    use super::{FRAGMENTS, find};

    const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";
    const TOKEN: &str =
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJkZXZrZXkifQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn texts(text: &str) -> Vec<String> {
        find(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn finds_a_token_in_every_wrapping() {
        let wrapped = TOKEN
            .as_bytes()
            .chunks(40)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect::<Vec<_>>();
        for paste in [
            format!("Bearer {TOKEN}"),
            format!("Authorization: Bearer {TOKEN}\r\n"),
            format!("\"{TOKEN}\""),
            format!("\"token\": \"{TOKEN}\","),
            format!("LIVEKIT_TOKEN={TOKEN}"),
            format!("wss://h.example/rtc?access_token={TOKEN}&auto_subscribe=1"),
            format!("curl -H 'Authorization: Bearer {TOKEN}' https://h.example"),
            format!("Cookie: a=b; lk={TOKEN}; c=d"),
            wrapped.join("\n"),
            wrapped.join("\r\n    "),
            format!("> {}", wrapped.join("\n> ")),
            wrapped.join("\\\n"),
            format!("\u{200B}{TOKEN}"),
            format!("{{\"participant_token\":\"{TOKEN}\"}}"),
            TOKEN.replace('.', "%2E"),
            format!("The token is {TOKEN}."),
            format!("%22{TOKEN}%22"),
        ] {
            assert_eq!(texts(&paste), [TOKEN], "{paste}");
        }
    }

    #[test]
    fn separates_two_tokens_and_joins_a_wrapped_one() {
        assert_eq!(texts(&format!("{TOKEN}\n{TOKEN}")), [TOKEN, TOKEN]);
        let half = &TOKEN[..40];
        assert_eq!(texts(&format!("{half}\nLIVEKIT_API_KEY=devkey")), [half]);
        assert_eq!(
            texts(&format!("{half}\nsecretsecretsecretsecretsecretsecret")),
            [half]
        );
        assert_eq!(texts(HEADER), [HEADER]);
        assert_eq!(texts(&format!("{HEADER}..")), [format!("{HEADER}..")]);
        assert!(find("eyJhbGciOiJIUzI1NiJ9........zbOJUyrSREFAhag")[0].elided);
        assert!(find(&format!("{}...", &TOKEN[..TOKEN.len() - 1]))[0].elided);
        for end in ["...", "…", "... (see above)"] {
            let found = find(&format!("token: {TOKEN}{end}"));
            assert_eq!((&*found[0].text, found[0].elided), (TOKEN, false), "{end}");
        }
    }

    #[test]
    fn reads_no_line_again_for_each_beginning_before_it() {
        for piece in ["-eyJhbGciOiJI\n", "eyJhbGciOiJI/"] {
            assert_eq!(texts(&piece.repeat(30_000)).len(), FRAGMENTS);
        }
        let after = format!(
            "-eyJhbGciOiJI\n-eyJhbGciOiJI\n\n{}\n{}",
            &TOKEN[..60],
            &TOKEN[60..]
        );
        assert_eq!(texts(&after)[2], TOKEN);
    }

    #[test]
    fn joins_what_a_chat_has_spaced_and_no_prose() {
        let (first, second) = TOKEN.split_at(30);
        assert_eq!(texts(&format!("{first} {second} is my token")), [TOKEN]);
        assert_eq!(texts(&format!("{first}\n\n{second}")), [TOKEN]);
        let escaped = TOKEN.replace("AAAA", "A_A-").replace('_', "\\_");
        assert_eq!(
            texts(&escaped.replace('-', "\\-")),
            [TOKEN.replace("AAAA", "A_A-")]
        );
        let (cut, _) = TOKEN.split_at(TOKEN.len() - 20);
        for words in ["and then the", "it fails on Monday", "server says"] {
            assert_eq!(texts(&format!("{cut} {words}")), [cut]);
        }
    }

    #[test]
    fn a_line_of_quoted_printable_mail_goes_on() {
        for at in 22..TOKEN.len() {
            let (first, second) = TOKEN.split_at(at);
            assert_eq!(texts(&format!("{first}=\n{second}")), [TOKEN], "{at}");
        }
    }

    #[test]
    fn ignores_other_text() {
        for paste in [
            "",
            "eyJ",
            "obey they eyes",
            "heyJude",
            "prefix_eyJhbGciOiJIUzI1NiJ9",
            "ewoks are here",
        ] {
            assert!(texts(paste).is_empty(), "{paste}");
        }
    }
}
