//! Finds known texts: what servers, clients and proxies say about a failure.
//!
//! The caller gives the texts and their meaning: see [`crate::finding`]. Case, the kind and number of spaces, line ends
//! and colors of a terminal do not matter.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::{Needles, Span, order};

use super::{length, response, setting, status};

/// Names of LiveKit's own: a paste with one of these is about LiveKit.
const LIVEKIT: &[&str] = &[
    "livekit",
    "lk-jwt-service",
    "signal connection",
    "signal failure",
    "/rtc",
    "twirp",
    "roomservice",
    "webhookreceiver.receive",
    "tokenverifier.verify (",
    "/agent'",
    "client(401, \"",
    "client(400, \"",
    "client(404, \"",
    "client error: 40",
    "servererror(code=",
    ":7880",
];

/// Parts of code that makes tokens.
const CODE: &[&str] = &[
    "accesstoken",
    "videogrant",
    "addgrant",
    "with_grants",
    "roomjoin(",
    "with_api_key(",
    "tojwt()",
    "client(",
    "receiver(",
    "verifier(",
    "provider(",
    "livekitapi(",
    "jwt.encode(",
    "jwt.sign(",
    "signjwt(",
    "jwt::encode(",
    "hmacshakeyfor(",
    "signwith(",
    "symmetricsecuritykey(",
    "frombase64string(",
    "b64decode(",
    "base64.decode(",
    "base64url.decode(",
    "utcnow()",
    "room.connect(",
    "room!.connect(",
    "<livekitroom",
];

/// Words of texts about a failure.
const FAILURE: &[&str] = &[
    "401",
    // How a WebSocket ends without a word of the server's.
    "code 1006",
    "code: 1006",
    "code\": 1006",
    "code=1006",
    "error",
    "fail",
    "unauthor",
    "denied",
    "refused",
    "invalid",
    "expired",
    "exception",
];

/// Other products, and words that only they have: if there is one and LiveKit is not named, the failure may be its own.
const PRODUCTS: &[&str] = &[
    "supabase",
    "twilio",
    "auth0",
    "firebase",
    "openai",
    "agora",
    "cognito",
    "kube",
    "minikube",
    "docker",
    "github",
    "azure",
    "amazon",
    "stripe",
    "anthropic",
    "ably",
    "appwrite",
    "argocd",
    "apisix",
    "aspnetcore",
    "authapierror",
    "authlib",
    "caddy",
    "centrifug",
    "cloudflarestream",
    "clerk",
    "daily-js",
    "django",
    "ejabberd",
    "directus",
    "envoy",
    "error=\"invalid_token\"",
    "expiration date invalid",
    "crypto/ecdsa",
    "crypto/rsa",
    "flask_jwt",
    "flask-jwt",
    "fst_jwt",
    "getstream",
    "gitea",
    "gitlab",
    "googleapis",
    "grafana",
    "grpc",
    "hasura",
    "helm",
    "homeassistant",
    "idx10",
    "idx12",
    "idx14",
    "idx20",
    "incoming token",
    "invalid bearer token",
    "io.jsonwebtoken",
    "jira",
    "joserfc",
    "jwtauth\\",
    "jitsi",
    "jwserror",
    "jwt::",
    "jwtexpirederror",
    "keycloak",
    "key is of invalid type",
    "krakend",
    "lcobucci",
    "mqtt",
    "nimbus",
    "npm err",
    "oauth2-proxy",
    "oidc: ",
    "okta",
    "opentok",
    "passport-jwt",
    "peerjs",
    "pocketbase",
    "pgrst",
    "postgres",
    "pusher",
    "shopify",
    "service account token",
    "slack",
    "snowflake",
    "socket.io",
    "spotify",
    "springframework",
    "stream-io",
    "strapi",
    "telegram",
    "vonage",
    "workos",
    "zitadel",
    "@nestjs/jwt",
    "apigw",
    "appsync",
    "at_hash",
    "client authentication with signed jwt",
    "\"code\":124",
    "coinbase",
    "docusign",
    "express-jwt:",
    "fusionauth",
    "invalid session: ",
    "invalidauthenticationtoken",
    "jose4j",
    "jwtkit",
    "jwttoken",
    "kong/",
    "m_forbidden",
    "metabase",
    "missing openid scope",
    "n8n",
    "notauthorizedexception",
    "onlyoffice",
    "openid-client",
    "quarkus",
    "rperror",
    "salesforce",
    "wso2",
    "cwwks",
    "invalid jwt token: ",
    "provided jwt token",
    "tokenexpired: ",
    "invalidclaimexception",
    "artifactory",
    "convex",
    "zoom",
    "meilisearch",
    "tenant token",
    "decode the jwt: ",
];

/// Who says a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// LiveKit alone.
    Own,
    /// Other products, too: it does not count where one of them is named and LiveKit is not.
    Shared,
    /// A library below LiveKit's, which says it to everyone: it counts only where LiveKit is named.
    Below,
}

/// A text to look for.
struct Entry {
    first: &'static str,
    /// What is behind the first word.
    rest: &'static str,
    kind: Kind,
}

/// What a text is.
#[derive(Clone, Copy)]
enum Kind {
    /// One of the words above, which classify the paste.
    Livekit,
    Code,
    Failure,
    Product,
    /// A sign of a printed length, of a program that reports an error, or of an answer of HTTP: without one, none is looked for.
    Length,
    Report,
    Status,
    /// One of the caller's complaints: without one, none is looked for.
    Complaint,
    /// One of the caller's texts: its index, and who says it.
    Known {
        index: usize,
        scope: Scope,
    },
}

/// The entries that begin with the same word. Most of them differ in their second word, and a log may repeat the first one on each
/// line.
#[derive(Default)]
struct WordEntries {
    /// Those that are this word alone.
    alone: Vec<Continuation>,
    /// The others, by how their second word begins, in lower case.
    by_second: FxHashMap<u8, Vec<Continuation>>,
    /// Whether names of settings have it: then each place counts.
    is_of_names: bool,
}

/// An entry among others, in the order of what is behind their first word.
struct Continuation {
    entry: usize,
    /// How many bytes of that are those of the one before, too: they are compared with a paste once.
    shared: usize,
}

/// The longest word, in bytes, that is looked for together with the space behind it: it is in many others.
const SHORT: usize = 2;

/// How white space begins: see [`spaces`].
const SPACES: [&str; 5] = [" ", "\t", "\r", "\n", "\u{1b}"];

/// Texts to look for in one pass.
pub struct KnownTexts {
    entries: Vec<Entry>,
    /// The first words of the texts. Any white space may follow the first word, so only the first word can
    /// be searched for literally.
    first_words: Needles,
    /// The word that each of these needles is, and its length: a short one is several.
    of_needle: Vec<(usize, usize)>,
    /// For each word the texts that begin with it.
    by_first: Vec<WordEntries>,
}

/// The known texts in a paste.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Classification {
    /// The caller's texts, by index, each at its first place; in the order of the caller's list.
    pub texts: Vec<(usize, Span)>,
    /// Those that another server or program says, as the paste shows.
    pub of_others: Vec<(usize, Span)>,
    /// Whether something in the paste belongs to LiveKit.
    pub is_of_livekit: bool,
    /// Whether the paste is certainly about LiveKit; otherwise, a text that other products have too is only likely
    /// LiveKit's.
    pub is_certain: bool,
    /// Whether it names another product.
    pub names_product: bool,
    /// Whether it may be code that makes tokens.
    pub is_code: bool,
    /// Whether it mentions a failure and names no other product.
    pub is_failure: bool,
    /// Whether it may hold a printed length.
    pub has_length: bool,
    /// Whether it may report an error.
    pub has_report: bool,
    /// Whether it may tell the status of an answer of HTTP.
    pub has_status: bool,
    /// Whether it may hold one of the caller's complaints.
    pub has_complaint: bool,
    /// Where the words are that the name of each setting has.
    pub names: Vec<usize>,
}

impl KnownTexts {
    /// Prepares a search for texts, each with who says it, and for complaints, of which only is told whether there may be one.
    pub fn new(
        texts: impl IntoIterator<Item = (&'static str, Scope)>,
        complaints: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        let words = [
            (LIVEKIT, Kind::Livekit),
            (CODE, Kind::Code),
            (&setting::name::PUBLIC, Kind::Code),
            (FAILURE, Kind::Failure),
            (PRODUCTS, Kind::Product),
            (&length::SIGNS, Kind::Length),
            (&status::REPORTS, Kind::Report),
        ];
        let words = words
            .into_iter()
            .flat_map(|(words, kind)| words.iter().map(move |&words| (words, kind)));
        let statuses = response::signs().map(|words| (words, Kind::Status));
        let texts = texts.into_iter().enumerate();
        let texts = texts.map(|(index, (words, scope))| (words, Kind::Known { index, scope }));
        let complaints = complaints.into_iter();
        let complaints = complaints.map(|words| (words, Kind::Complaint));
        let mut entries = Vec::new();
        let (mut firsts, mut by_first) = (Vec::new(), Vec::<WordEntries>::new());
        let mut groups = HashMap::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut place = |first: &'static str| {
            let at = *known
                .entry(first.to_ascii_lowercase())
                .or_insert(by_first.len());
            if at == by_first.len() {
                firsts.push(first);
                by_first.push(WordEntries::default());
            }
            at
        };
        let of_names = setting::name::WORDS.map(&mut place);
        for (words, kind) in (words.chain(statuses)).chain(texts).chain(complaints) {
            let (first, rest) = words.split_at(words.find(' ').unwrap_or(words.len()));
            let at = place(first);
            let second = rest.as_bytes().get(1).map(u8::to_ascii_lowercase);
            let group: &mut Vec<usize> = groups.entry((at, second)).or_default();
            group.push(entries.len());
            entries.push(Entry { first, rest, kind });
        }
        for ((first, second), group) in groups {
            let group = in_order(group, &entries);
            match second {
                Some(second) => {
                    by_first[first].by_second.insert(second, group);
                }
                None => by_first[first].alone = group,
            }
        }
        for at in of_names {
            by_first[at].is_of_names = true;
        }
        let (mut needles, mut of_needle) = (Vec::new(), Vec::new());
        for (at, first) in firsts.into_iter().enumerate() {
            let is_short = first.len() <= SHORT && by_first[at].alone.is_empty();
            let spaces = if is_short { &SPACES[..] } else { &[""] };
            needles.extend(spaces.iter().map(|space| [first, space].concat()));
            of_needle.resize(needles.len(), (at, first.len()));
        }
        Self {
            entries,
            first_words: Needles::overlapping_ignoring_case(needles),
            of_needle,
            by_first,
        }
    }

    /// Finds them in a paste.
    pub fn find(&self, paste: &str) -> Classification {
        self.find_in(paste, false)
    }

    /// Finds them in a part of a paste, where something else in the paste may belong to LiveKit.
    pub fn find_in(&self, paste: &str, is_of_livekit: bool) -> Classification {
        let text = paste.as_bytes();
        let search = || Search {
            entries: &self.entries,
            text,
            is_found: vec![false; self.entries.len()],
            spans: Vec::new(),
            names: Vec::new(),
            ends: Vec::new(),
        };
        let mut halves = [search(), search()];
        self.first_words.in_halves(paste, |half, hit| {
            let search = &mut halves[half];
            let (first, length) = self.of_needle[hit.needle];
            let WordEntries {
                alone,
                by_second,
                is_of_names,
            } = &self.by_first[first];
            let word = Span::new(hit.span.start, hit.span.start + length);
            if *is_of_names {
                search.names.push(word.start);
            }
            search.compare(word, alone);
            let behind = &text[word.end..];
            let spaces = spaces(behind);
            if spaces > 0
                && let Some(second) = behind.get(spaces)
                && let Some(group) = by_second.get(&second.to_ascii_lowercase())
            {
                search.compare(word, group);
            }
        });
        let [first, second] = halves;
        let is_new = |(entry, _): &(usize, Span)| !first.is_found[*entry];
        let spans = [
            first.spans,
            second.spans.into_iter().filter(is_new).collect(),
        ]
        .concat();
        let mut found = Classification {
            is_of_livekit,
            names: [first.names, second.names].concat(),
            ..Classification::default()
        };
        let whole: Vec<usize> = spans.iter().map(|(entry, _)| *entry).collect();
        let mut cut = self.cut(paste);
        cut.retain(|(entry, _)| !whole.contains(entry));
        cut.dedup_by_key(|(entry, _)| *entry);
        let spans = [spans, cut].concat();
        for (entry, span) in order::sorted(spans, |(entry, _)| (*entry, 0)) {
            match self.entries[entry].kind {
                Kind::Livekit => found.is_of_livekit = true,
                Kind::Code => found.is_code = true,
                Kind::Failure => found.is_failure = true,
                Kind::Product => found.names_product = true,
                Kind::Length => found.has_length = true,
                Kind::Report => found.has_report = true,
                Kind::Status => found.has_status = true,
                Kind::Complaint => found.has_complaint = true,
                Kind::Known { index, scope } => {
                    let counts = match scope {
                        Scope::Own => true,
                        Scope::Shared => !found.names_product,
                        Scope::Below => false,
                    };
                    if found.is_of_livekit || counts {
                        found.texts.push((index, span));
                    }
                    found.is_certain |= scope == Scope::Own;
                }
            }
        }
        found.is_certain |= found.is_of_livekit;
        found.is_failure &= found.is_of_livekit || !found.names_product;
        found
    }

    /// The caller's texts that are cut off where a browser, a log or a person left out the rest: `token is expi…`. A place counts if
    /// only one text can go on there, or if all of them begin with the shortest. One word is too little, and so is the first half up
    /// to the end of a word: people end a sentence so, too.
    fn cut(&self, paste: &str) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        for hit in ELISIONS.hits(paste).take(MOST_ELISIONS) {
            let end = hit.span.start;
            let start = paste.floor_char_boundary(end.saturating_sub(LONGEST));
            let tail = paste.as_bytes()[start..end].trim_ascii_end();
            // Each text that is begun there: how much of it is there, and the rest.
            let begun = self.entries.iter().enumerate().filter_map(|(at, entry)| {
                let text = [entry.first, entry.rest].concat();
                let is_known = matches!(entry.kind, Kind::Known { .. });
                let most = text.len().min(tail.len() + 1);
                let length = (FEWEST..most).rev().find(|length| {
                    let (before, cut) = tail.split_at(tail.len() - length);
                    let is_in_word = text.as_bytes()[*length].is_ascii_alphanumeric();
                    is_known
                        && cut.contains(&b' ')
                        && (is_in_word || 2 * length > text.len())
                        && cut.eq_ignore_ascii_case(&text.as_bytes()[..*length])
                        && !before.last().is_some_and(u8::is_ascii_alphanumeric)
                })?;
                Some((at, length, text.get(length..)?.to_ascii_lowercase()))
            });
            let begun: Vec<_> = begun.collect();
            if let Some((at, length, rest)) = begun.iter().min_by_key(|(.., rest)| rest.len())
                && begun.iter().all(|(.., other)| other.starts_with(rest))
                && (rest.starts_with(char::is_alphanumeric) || !self.begins_another(tail, rest))
            {
                let end = start + tail.len();
                found.push((*at, Span::new(end - length, end)));
            }
        }
        found
    }

    /// Whether the last word before a cut is whole, and begins a text that does not go on with `rest`: `signal connection: invalid…`.
    fn begins_another(&self, tail: &[u8], rest: &str) -> bool {
        let last = tail.rsplit(|byte| *byte == b' ').next().unwrap_or_default();
        self.entries.iter().any(|entry| {
            let text = [entry.first, entry.rest].concat().to_ascii_lowercase();
            let (head, behind) = text.split_at_checked(last.len()).unwrap_or_default();
            matches!(entry.kind, Kind::Known { .. })
                && !head.is_empty()
                && head.as_bytes().eq_ignore_ascii_case(last)
                && behind.starts_with(' ')
                && !behind.starts_with(rest)
        })
    }
}

/// What a browser or a log writes in place of the rest of a text.
static ELISIONS: LazyLock<Needles> = LazyLock::new(|| Needles::exact(["…", "..."]));

/// How many of them are looked at.
const MOST_ELISIONS: usize = 16;

/// The fewest bytes of a text that tell it from others, and the most that are compared.
const FEWEST: usize = 11;
const LONGEST: usize = 80;

impl Classification {
    /// Adds the texts of something that the paste holds at `place` in another form.
    pub fn add(&mut self, inner: &Self, place: Span) {
        self.texts
            .extend(inner.texts.iter().map(|(index, _)| (*index, place)));
        self.texts = order::sorted(std::mem::take(&mut self.texts), |(index, _)| (*index, 0));
        self.texts.dedup_by_key(|(index, _)| *index);
    }
}

/// Entries in the order of what is behind their first word.
fn in_order(mut group: Vec<usize>, entries: &[Entry]) -> Vec<Continuation> {
    group.sort_by_cached_key(|entry| entries[*entry].rest.to_ascii_lowercase());
    let mut before = "";
    let shared = |entry: usize| {
        let rest = entries[entry].rest;
        let both = rest.bytes().zip(before.bytes());
        let shared = both.take_while(|(one, other)| one.eq_ignore_ascii_case(other));
        let shared = shared.count();
        before = rest;
        Continuation { entry, shared }
    };
    group.into_iter().map(shared).collect()
}

/// A search in a text.
struct Search<'a> {
    entries: &'a [Entry],
    text: &'a [u8],
    /// Which entries were found: each counts where it is first.
    is_found: Vec<bool>,
    spans: Vec<(usize, Span)>,
    names: Vec<usize>,
    /// Where the first word ends, and each byte behind it that is there of the entry that was compared last.
    ends: Vec<usize>,
}

impl Search<'_> {
    /// Finds the entries of a group that are where this first word is.
    fn compare(&mut self, first: Span, group: &[Continuation]) {
        if group.iter().all(|behind| self.is_found[behind.entry]) {
            return;
        }
        self.ends.clear();
        self.ends.push(first.end);
        let mut shared = 0;
        for behind in group {
            // With the entry that was compared last.
            shared = behind.shared.min(shared);
            // What is not there for that one is not there for this one.
            if self.is_found[behind.entry] || shared >= self.ends.len() {
                continue;
            }
            self.ends.truncate(shared + 1);
            let entry = &self.entries[behind.entry];
            let mut at = self.ends[shared];
            for byte in &entry.rest.as_bytes()[shared..] {
                let Some(length) = length(&self.text[at..], *byte) else {
                    break;
                };
                at += length;
                self.ends.push(at);
            }
            shared = usize::MAX;
            let span = Span::new(first.start, at);
            let is_whole = self.ends.len() > entry.rest.len();
            let is_other =
                || entry.is_behind_scheme(self.text, span) || entry.is_in_word(self.text, span);
            if is_whole && !is_other() {
                self.is_found[behind.entry] = true;
                self.spans.push((behind.entry, span));
            }
        }
    }
}

impl Entry {
    /// Whether it is a path, and this place is the text after a scheme.
    fn is_behind_scheme(&self, text: &[u8], place: Span) -> bool {
        let is_whole = || text.trim_ascii().len() == place.end - place.start;
        let is_path = self.first.starts_with("//");
        is_path && matches!(text[..place.start].last(), None | Some(b':' | b' ')) && !is_whole()
    }

    /// Whether it is the name of a product or path, and this place a part of a longer word: *Ably* in *probably*, `/rtc` in `/rtcp`.
    fn is_in_word(&self, text: &[u8], place: Span) -> bool {
        let (before, behind) = (text[..place.start].last(), text.get(place.end));
        match self.kind {
            Kind::Product => {
                let first = text[place.start];
                // `useSupabase` names it.
                let is_hump =
                    |before: &u8| before.is_ascii_lowercase() && first.is_ascii_uppercase();
                first.is_ascii_alphabetic()
                    && before.is_some_and(|before| before.is_ascii_alphabetic() && !is_hump(before))
            }
            Kind::Livekit => self.first == "/rtc" && behind.is_some_and(u8::is_ascii_alphanumeric),
            _ => false,
        }
    }
}

/// How much of a text this byte of an entry is, in bytes; none if the text begins with something else.
fn length(text: &[u8], byte: u8) -> Option<usize> {
    match byte {
        b' ' => Some(spaces(text)).filter(|spaces| *spaces > 0),
        _ => text.first()?.eq_ignore_ascii_case(&byte).then_some(1),
    }
}

/// The maximum length, in bytes, of an escape that sets a color of a terminal.
const COLOR: usize = 12;

/// The length, in bytes, of the white space at the start, including colors of a terminal and quotation marks of mail in
/// it.
fn spaces(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'>' if at > 0 => at += 1,
            0x1B => {
                let mut color = text[at..].iter().take(COLOR);
                at += 1 + color.position(|&byte| byte == b'm').unwrap_or(0);
            }
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{KnownTexts, Scope};

    const SIGNAL: (&str, Scope) = ("could not establish signal connection", Scope::Own);
    const STATUS: (&str, Scope) = ("Request failed with status code 401", Scope::Shared);
    const SLASH: (&str, Scope) = ("//rtc", Scope::Own);

    fn indices(text: &str) -> Vec<usize> {
        let known = KnownTexts::new([SIGNAL, STATUS, SLASH], []);
        let texts = known.find(text).texts;
        texts.into_iter().map(|(index, _)| index).collect()
    }

    #[test]
    fn neither_case_nor_line_ends_nor_colors_matter() {
        for text in [
            "Could Not Establish Signal Connection",
            "could not establish\n> signal connection: x",
            "\u{1b}[31mcould\u{1b}[0m not \u{1b}[1mestablish signal  connection",
        ] {
            assert_eq!(indices(text), [0], "{text}");
        }
        assert!(indices("could not establish signalconnection").is_empty());
    }

    #[test]
    fn a_text_of_a_library_below_counts_only_where_livekit_is_named() {
        let known = KnownTexts::new([("received undefined", Scope::Below)], []);
        assert!(known.find("TypeError: Received undefined").texts.is_empty());
        assert!(!known.find("livekit: Received undefined").texts.is_empty());
    }

    #[test]
    fn a_shared_text_is_certain_only_with_something_of_livekit() {
        let known = KnownTexts::new([SIGNAL, STATUS], []);
        let alone = known.find("Request failed with status code 401");
        assert!(!alone.texts.is_empty() && !alone.is_certain);
        for beside in ["/twirp/livekit.RoomService/ListRooms", SIGNAL.0] {
            let found = known.find(&format!("Request failed with status code 401, {beside}"));
            assert!(found.is_certain, "{beside}");
        }
        let foreign = known.find("Supabase: Request failed with status code 401");
        assert!(foreign.texts.is_empty());
    }

    #[test]
    fn a_name_in_a_longer_word_names_nothing() {
        let known = KnownTexts::new([STATUS], []);
        let names = |text: &str| known.find(text).names_product;
        assert!(!names("it is probably the token"));
        assert!(names("const ably = useSupabase()") && names("useSupabase()"));
        assert!(known.find("GET /rtc?x").is_of_livekit);
        assert!(!known.find("github.com/pion/rtcp").is_of_livekit);
    }

    #[test]
    fn a_scheme_is_not_a_double_slash() {
        assert!(indices("wss://rtc.example.com").is_empty());
        assert_eq!(indices("https://lk.example.com//rtc?x"), [2]);
        assert_eq!(indices("//rtc"), [2]);
    }
}
