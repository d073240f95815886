//! Findings from settings alone.

use crate::diagnosis::evidence::Evidence;
use crate::finding::key_and_secret::hint;
use crate::finding::setting::SettingFinding;
use crate::finding::{
    self, Classify, Code, Finding, KnownText, LocatedFinding, answer, sdk, server_setup,
};
use crate::livekit::api_key;
use crate::paste::pair::{Basis, Pair};
use crate::paste::setting::Role;
use crate::paste::url::{Fault, ServerEvidence, Url};
use crate::secret::{self, Signature, slip};
use crate::text::{Span, lines};
use crate::token::Token;

use super::answers;

/// Receives a finding and its places.
type Add<'a> = &'a mut dyn FnMut(SettingFinding, Vec<Span>);

/// The faults of settings.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let mut add = |finding, spans| {
        findings.push(LocatedFinding {
            finding: Finding::Setting(finding),
            certain: true,
            spans,
        });
    };
    two_secrets(evidence, &mut add);
    key_map(evidence, &mut add);
    swapped_names(evidence, &mut add);
    if let Some(token) = evidence.token() {
        let iss = evidence.iss();
        if secret::is_placeholder(iss) {
            let iss = iss.to_owned();
            add(
                SettingFinding::PlaceholderIssuer { iss },
                token.spans.clone(),
            );
        } else if secret::names_application(iss) && has_video(token) && !is_said(evidence) {
            let iss = iss.to_owned();
            add(
                SettingFinding::ApplicationIssuer { iss },
                token.spans.clone(),
            );
        }
        likely(evidence, findings);
        url_faults(evidence, findings);
        return;
    }
    // Beside a token, what is missing in a file may be set elsewhere, or was taken out for the paste.
    empty(evidence, &mut add);
    other_names(evidence, &mut add);
    not_on_server(evidence, &mut add);
    set_of_windows(evidence, &mut add);
    values(evidence, &mut add);
    likely(evidence, findings);
    let is_placeholder = |(role, _): &&(Role, Span)| !has_value(evidence, *role);
    if let Some((_, span)) = evidence.paste.placeholders.iter().find(is_placeholder) {
        findings.push(LocatedFinding {
            finding: Finding::Known(hint::Code::Placeholder.known()),
            certain: true,
            spans: vec![*span],
        });
    }
    url_faults(evidence, findings);
    let are_right = || {
        let mut lengths = evidence.paste.lengths.iter();
        lengths.all(|length| secret::is_usual(length.of, length.characters))
    };
    if findings.is_empty() && !evidence.paste.lengths.is_empty() && are_right() {
        findings.push(LocatedFinding {
            finding: Finding::Known(hint::Code::LengthsUsual.known()),
            certain: false,
            spans: evidence
                .paste
                .lengths
                .iter()
                .map(|length| length.span)
                .collect(),
        });
    }
}

/// Whether the server's answer repeats the key of the token.
fn is_said(evidence: &Evidence) -> bool {
    let answer = evidence.answer();
    answer.is_some_and(|(reading, _)| reading.key.as_deref() == Some(evidence.iss()))
}

/// Whether a token has LiveKit's own claim.
fn has_video(token: &Token) -> bool {
    (token.jws.claims_set()).is_some_and(|set| set.member("video").is_some())
}

/// What the settings show only if the program reads them as they are here.
fn likely(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let mut add = |finding, spans| {
        findings.push(LocatedFinding {
            finding: Finding::Setting(finding),
            certain: false,
            spans,
        });
    };
    still_encoded(evidence, &mut add);
    quotes_kept(evidence, &mut add);
    if evidence.token().is_none() {
        listed(evidence, &mut add);
        let known = likely_texts(evidence);
        let is_told = |known: &KnownText| {
            (findings.iter()).any(|located| located.finding.code() == known.code)
        };
        let known = known.filter(|(known, _)| !is_told(known));
        findings.extend(known.map(|(known, span)| LocatedFinding {
            finding: Finding::Known(known),
            certain: false,
            spans: vec![span],
        }));
    }
}

/// Keys and secrets that are in base64 where a program reads them.
fn still_encoded(evidence: &Evidence, add: Add) {
    match evidence.signature() {
        // That slip is told as such.
        Signature::NearMiss { .. } => return,
        // Somebody may have made a secret of such a form.
        Signature::Valid { .. } if !evidence.shows_failure() => return,
        _ => {}
    }
    let mut spans = Vec::new();
    for (_, pair) in pairs(evidence) {
        let key = (pair.key.as_ref()).filter(|(key, _)| secret::is_encoded_key(key));
        let secret =
            (pair.secret.as_ref()).filter(|(secret, _)| secret::is_encoded_secret(secret.expose()));
        spans.extend(key.map(|(_, span)| *span));
        spans.extend(secret.map(|(_, span)| *span));
    }
    if !spans.is_empty() {
        let lines = evidence.lines().numbers(&spans);
        add(SettingFinding::StillEncoded { lines }, spans);
    }
}

/// Quotes in a file that `docker run` reads.
fn quotes_kept(evidence: &Evidence, add: Add) {
    let text = &evidence.text;
    if text.len() > LONGEST || evidence.paste.pairs.is_empty() {
        return;
    }
    let mut commands = text.match_indices("docker run ");
    let reads_file = |(at, _)| {
        let command = text[at..].split("\n\n").next().unwrap_or_default();
        let command = command.replace("\\\n", " ");
        (command.lines().next()).is_some_and(|line| line.contains("--env-file"))
    };
    if !commands.any(reads_file) {
        return;
    }
    let is_quoted = |span: &Span| {
        let before = text.as_bytes()[..span.start].last();
        let after = text.as_bytes().get(span.end);
        before.is_some_and(|byte| b"\"'".contains(byte)) && before == after
    };
    let pairs = pairs(evidence).filter(|(_, pair)| pair.basis == Basis::Name);
    let spans: Vec<Span> = pairs
        .flat_map(|(_, pair)| pair.spans())
        .filter(is_quoted)
        .collect();
    if !spans.is_empty() {
        let lines = evidence.lines().numbers(&spans);
        add(SettingFinding::QuotesKept { lines }, spans);
    }
}

/// Values that `set` of Windows takes with their quotes, or with the space before `&&`.
fn set_of_windows(evidence: &Evidence, add: Add) {
    let text = &evidence.text;
    let is_kept = |span: &Span| {
        let line = lines::around(text, *span);
        let before = &text[line.start..span.start];
        let bare = before.trim_end_matches('"');
        let Some((command, name)) = bare.rsplit_once(' ') else {
            return false;
        };
        let is_set = (command.to_ascii_lowercase().strip_suffix("set")).is_some_and(|start| {
            start.trim_end().is_empty() || start.trim_end().ends_with(['>', '&'])
        });
        let is_name = name.ends_with('=') && !name.starts_with(['"', '/']);
        let behind = &text[span.end..line.end];
        is_set && is_name && (bare.len() < before.len() || behind.starts_with(" &"))
    };
    let spans = pairs(evidence).flat_map(|(_, pair)| pair.spans());
    let spans: Vec<Span> = spans.filter(is_kept).collect();
    if !spans.is_empty() {
        let lines = evidence.lines().numbers(&spans);
        add(SettingFinding::SetOfWindows { lines }, spans);
    }
}

/// A byte order mark before the first name, and `%` in a unit of systemd, where a program may read them so.
fn likely_texts(evidence: &Evidence) -> Option<(&'static KnownText, Span)> {
    let text = &evidence.text;
    if evidence.paste.pairs.is_empty() {
        return None;
    }
    let mark = || {
        let at = text.find("\u{feff}LIVEKIT_")?;
        Some((
            sdk::Code::ByteOrderMark.known(),
            Span::new(at, at + '\u{feff}'.len_utf8()),
        ))
    };
    let unit = || {
        let mut lines = text.match_indices("Environment=");
        lines.find_map(|(at, _)| {
            let line = text[at..].lines().next()?;
            let is_replaced = line.replace("%%", "").contains('%') && line.contains("LIVEKIT_");
            is_replaced.then(|| {
                let known = server_setup::Code::UnitSpecifier.known();
                (known, Span::new(at, at + line.len()))
            })
        })
    };
    mark().or_else(unit)
}

/// The longest text in which commands and names are looked for, in bytes: a paste of settings is short.
const LONGEST: usize = 20_000;

/// A key that a server does not know, although it is in the pasted map.
fn listed(evidence: &Evidence, add: Add) {
    let Some((reading, _)) = evidence.answer() else {
        return;
    };
    let refused = reading.key.as_deref().filter(|_| is_unknown_key(evidence));
    let mut keys = pairs(evidence)
        .filter(|(_, pair)| pair.basis == Basis::Server)
        .filter_map(|(_, pair)| pair.key.as_ref());
    if let Some((key, span)) = keys.find(|(key, _)| Some(key.as_str()) == refused) {
        let is_of_variable = |span: Span| {
            (lines::around(&evidence.text, span).of(&evidence.text)).contains("LIVEKIT_KEYS")
        };
        let mut server = pairs(evidence).filter(|(_, pair)| pair.basis == Basis::Server);
        let is_replaced = !is_of_variable(*span)
            && server.any(|(_, pair)| pair.spans().into_iter().any(is_of_variable));
        if is_replaced {
            let key = key.clone();
            add(SettingFinding::KeysReplaced { key }, vec![*span]);
            return;
        }
        let finding = SettingFinding::KeyListed {
            key: key.clone(),
            lines: evidence.lines().numbers(&[*span]),
        };
        add(finding, vec![*span]);
    }
}

/// Whether the answer is that the server does not know a key, which looks like one.
fn is_unknown_key(evidence: &Evidence) -> bool {
    evidence.answer().is_some_and(|(reading, _)| {
        matches!(
            answers::meaning(reading).code,
            Code::Answer(answer::Code::UnknownKey | answer::Code::DevelopmentKey)
        ) && !reading
            .key
            .as_deref()
            .is_some_and(secret::looks_like_secret)
    })
}

/// The variable of the key that is set from the secret's, and the reverse: `LIVEKIT_API_KEY = var.livekit_api_secret`.
fn swapped_names(evidence: &Evidence, add: Add) {
    let text = &evidence.text;
    if text.len() > LONGEST {
        return;
    }
    let find = |name: &str, other: &str, own: &str| {
        text.match_indices(name).find_map(|(at, _)| {
            let rest = text[at + name.len()..].lines().next()?;
            let rest = rest.to_ascii_lowercase().replace("secrets.", "");
            // A reference, and no value.
            let is_reference = ["var.", "{", "env", "$"]
                .iter()
                .any(|mark| rest.contains(mark));
            let is_swapped = is_reference && rest.contains(other) && !rest.contains(own);
            is_swapped.then(|| Span::new(at, at + name.len()))
        })
    };
    let [of_key, of_secret] = READ;
    let lower = READ.map(str::to_ascii_lowercase);
    let both = |key: &str, secret: &str| {
        Some([find(key, "secret", "key")?, find(secret, "key", "secret")?])
    };
    if let Some(spans) = both(of_key, of_secret).or_else(|| both(&lower[0], &lower[1])) {
        let lines = evidence.lines().numbers(&spans);
        add(SettingFinding::SettingsSwapped { lines }, spans.to_vec());
    }
}

/// The pairs that count.
fn pairs(evidence: &Evidence) -> impl Iterator<Item = (usize, &Pair)> {
    let pairs = evidence.paste.pairs.iter().enumerate();
    pairs.filter(|(_, pair)| pair.counts())
}

/// Whether the paste has a value for a role.
fn has_value(evidence: &Evidence, role: Role) -> bool {
    let mut pairs = evidence
        .paste
        .pairs
        .iter()
        .filter(|pair| pair.basis.is_sure());
    match role {
        Role::Key => pairs.any(|pair| pair.key.is_some()),
        Role::Secret => pairs.any(|pair| pair.secret.is_some()),
        Role::Url => {
            let is_set = |url: &Url| url.evidence == ServerEvidence::Setting;
            evidence.paste.urls.iter().any(is_set)
        }
        Role::Keys => pairs.any(|pair| pair.basis == Basis::Server),
        Role::Token => true,
    }
}

/// The variables that the SDKs read.
const READ: [&str; 2] = ["LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"];

/// Variables with other names than the SDK reads, where it says that it has no key or secret.
fn other_names(evidence: &Evidence, add: Add) {
    let texts = finding::known(&evidence.paste.known_texts);
    let is_not_set = |code: Code| {
        matches!(
            code,
            Code::Sdk(sdk::Code::CredentialsNotSet | sdk::Code::SecretNotSet)
        )
    };
    if !texts.iter().any(|(known, _)| is_not_set(known.code)) {
        return;
    }
    let text = &evidence.text;
    let (mut names, mut spans) = (Vec::new(), Vec::new());
    let sets = |name: &str| {
        text.lines().any(|line| {
            let line = line.trim().trim_start_matches("export ");
            line.strip_prefix(name)
                .is_some_and(|value| value.starts_with('='))
        })
    };
    let is_set = READ.map(sets);
    if is_set == [true, true] {
        return;
    }
    for (_, pair) in pairs(evidence).filter(|(_, pair)| pair.basis != Basis::Server) {
        for span in pair
            .key
            .iter()
            .map(|(_, span)| *span)
            .chain(pair.secret.iter().map(|(_, span)| *span))
        {
            let line = lines::around(text, span).of(text);
            let name = line.split('=').next().unwrap_or_default();
            let name = name.trim().trim_start_matches("export ");
            let is_variable = name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_');
            if is_variable && !name.is_empty() && !READ.contains(&name) {
                names.push(name.to_owned());
                spans.push(span);
            }
        }
    }
    if !names.is_empty() {
        let lines = evidence.lines().numbers(&spans);
        add(SettingFinding::OtherNames { names, lines }, spans);
    }
}

/// Names without a value, where something shows that they are LiveKit's.
fn empty(evidence: &Evidence, add: Add) {
    let text = &evidence.text;
    let is_named = |name: &str| name.to_ascii_lowercase().contains("livekit");
    let empty = || {
        let empty = evidence.paste.empty.iter();
        empty.filter(|empty| !has_value(evidence, empty.role))
    };
    let is_own = !evidence.paste.pairs.is_empty()
        || evidence.paste.known_texts.is_of_livekit
        || empty().any(|empty| is_named(empty.name.of(text)));
    let mut names: Vec<String> = Vec::new();
    let mut spans = Vec::new();
    for empty in empty().filter(|_| is_own) {
        let name = empty.name.of(text);
        if !names.iter().any(|known| known == name) && names.len() < 4 {
            names.push(name.to_owned());
            spans.push(empty.name);
        }
    }
    if !names.is_empty() {
        let lines = evidence.lines().numbers(&spans);
        add(SettingFinding::SettingEmpty { names, lines }, spans);
    }
}

/// What the form of a key or a secret shows.
fn values(evidence: &Evidence, add: Add) {
    let is_named = |pair: &Pair| pair.key.as_ref().is_some_and(|(key, _)| is_name(key));
    for (_, pair) in pairs(evidence).filter(|(_, pair)| !is_named(pair)) {
        let key = pair.key.as_ref().map(|(key, span)| (key.as_str(), *span));
        let secret = pair
            .secret
            .as_ref()
            .map(|(secret, span)| (secret.expose(), *span));
        if let Some((key, span)) = key
            && key == api_key::DEVELOPMENT
            && evidence.is_cloud()
        {
            let line = evidence.lines().numbers(&[span]);
            add(SettingFinding::DevkeyWithCloud { line }, vec![span]);
        }
        let Some((secret, span)) = secret else {
            continue;
        };
        let line = evidence.lines().numbers(&[span]);
        if secret::is_swapped(pair) {
            let lines = evidence.lines().numbers(&pair.spans());
            add(SettingFinding::SettingsSwapped { lines }, pair.spans());
        } else if api_key::has_form(secret) {
            add(SettingFinding::SecretIsKey { line }, vec![span]);
        } else if let Some(what) = around(secret) {
            add(SettingFinding::SecretWrapped { line, what }, vec![span]);
        }
    }
}

/// What is around a secret that has LiveKit's form without it.
fn around(secret: &str) -> Option<&'static str> {
    let inner = secret.trim_matches(|c: char| !c.is_alphanumeric());
    let is_own = inner.len() < secret.len()
        && (40..=48).contains(&inner.len())
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = secret.chars().next().filter(|c| !c.is_alphanumeric());
    let last = secret.chars().next_back().filter(|c| !c.is_alphanumeric());
    let c = last.or(first).filter(|_| is_own)?;
    Some(match c {
        '\n' | '\r' => "a line end after it",
        '"' | '\'' | '`' | '“' | '”' | '‘' | '’' => "quotes around it",
        ',' | ';' => "a separator after it",
        _ if c.is_whitespace() => "white space around it",
        _ => return None,
    })
}

/// Two secrets of one key.
fn two_secrets(evidence: &Evidence, add: Add) {
    // A placeholder beside the real one is told as such.
    // Without a token, a line that a later one overrides is told too.
    let all = evidence.paste.pairs.iter().enumerate();
    let whole: Vec<_> = all
        .filter(|(_, pair)| pair.basis.is_sure() && !pair.is_commented)
        .filter(|(_, pair)| pair.overridden.is_none() || evidence.token().is_none())
        .filter_map(|(at, pair)| {
            let ((key, _), (secret, span)) = (pair.key.as_ref()?, pair.secret.as_ref()?);
            let is_real = !secret::is_placeholder(secret.expose());
            is_real.then_some((at, pair, key, secret.expose(), *span))
        })
        .collect();
    // The server's own first.
    let first = |key: &str| {
        let of_key = || whole.iter().filter(|(_, _, other, ..)| *other == key);
        let own = of_key().find(|(_, pair, ..)| pair.basis == Basis::Server);
        own.or_else(|| of_key().next())
    };
    let valid = match evidence.signature() {
        Signature::Valid { pair } => Some(pair),
        _ => None,
    };
    for &(at, pair, key, secret, span) in &whole {
        let Some(&(first_at, first, _, first_secret, first_span)) = first(key) else {
            continue;
        };
        // A difference that cannot be seen is told as such.
        if slip::visible(secret) == slip::visible(first_secret) {
            continue;
        }
        let is_refused = valid == Some(at)
            && first.basis == Basis::Server
            && pair.basis != Basis::Server
            && key == evidence.iss();
        let finding = SettingFinding::TwoSecrets {
            key: key.clone(),
            one: evidence.place_name(first_at, first_span),
            other: evidence.place_name(at, span),
            is_refused,
        };
        add(finding, vec![first_span, span]);
        break;
    }
}

/// A key that the server's own map of keys lacks.
fn not_on_server(evidence: &Evidence, add: Add) {
    let keys = |is_server: bool| {
        let pairs =
            pairs(evidence).filter(move |(_, pair)| (pair.basis == Basis::Server) == is_server);
        pairs.filter_map(|(_, pair)| pair.key.as_ref())
    };
    // The keys of a server say nothing about those of LiveKit Cloud.
    if keys(true).next().is_none() || evidence.is_cloud() {
        return;
    }
    // What is listed are names, and no keys.
    if keys(true).any(|(key, _)| is_name(key)) {
        return;
    }
    // A secret of the server's in the place of a key.
    let of_server = |value: &str| {
        let mut server = pairs(evidence).filter(|(_, pair)| pair.basis == Basis::Server);
        server.any(|(_, pair)| {
            (pair.secret.as_ref()).is_some_and(|(secret, _)| secret.expose() == value)
        })
    };
    let swapped = pairs(evidence).find(|(_, pair)| {
        pair.basis != Basis::Server && pair.key.as_ref().is_some_and(|(key, _)| of_server(key))
    });
    if let Some((_, pair)) = swapped {
        if let (Some((key, span)), Some((secret, _))) = (&pair.key, &pair.secret)
            && secret.expose() == key
        {
            let line = evidence.lines().numbers(&[*span]);
            add(SettingFinding::KeyIsSecret { line }, vec![*span]);
            return;
        }
        let lines = evidence.lines().numbers(&pair.spans());
        add(SettingFinding::SettingsSwapped { lines }, pair.spans());
        return;
    }
    let refused = (evidence.answer())
        .and_then(|(reading, span)| Some((reading.key.clone()?, *span)))
        .filter(|_| is_unknown_key(evidence));
    let mut others = keys(false).chain(refused.as_ref());
    if let Some((key, span)) = others.find(|(key, _)| !keys(true).any(|(known, _)| known == key)) {
        let finding = SettingFinding::KeyNotOnServer {
            key: key.clone(),
            lines: evidence.lines().numbers(&[*span]),
        };
        add(finding, vec![*span]);
    }
}

/// A URL that no client can use. Beside a token or an error, the host of an example was probably put there for the paste.
fn url_faults(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let mut faults = evidence.paste.url_faults.iter();
    let is_told =
        |(fault, _): &&(Fault, Span)| *fault != Fault::Placeholder || evidence.token().is_none();
    if let Some(&(fault, span)) = faults.find(is_told) {
        let url = span.of(&evidence.text).to_owned();
        findings.push(LocatedFinding {
            finding: Finding::Setting(SettingFinding::UrlFaulty { fault, url }),
            certain: true,
            spans: vec![span],
        });
    }
}

/// Entries of the server's map of keys that YAML reads as one word, and secrets that it reads as a number.
fn key_map(evidence: &Evidence, add: Add) {
    let text = evidence.text.as_bytes();
    let mut named = Vec::new();
    for (_, pair) in pairs(evidence).filter(|(_, pair)| pair.basis == Basis::Server) {
        if let Some((key, span)) = &pair.key
            && is_name(key)
        {
            named.push(*span);
        }
        let Some((secret, span)) = &pair.secret else {
            continue;
        };
        if let Some((_, key)) = &pair.key
            && text.get(key.end..span.start) == Some(b":")
        {
            let line = evidence.lines().numbers(&[*span]);
            add(SettingFinding::KeyWithoutSpace { line }, vec![*key, *span]);
        }
        let is_number = secret.expose().bytes().all(|byte| byte.is_ascii_digit());
        let before = text[..span.start].last();
        let is_quoted =
            before.is_some_and(|byte| b"\"'".contains(byte)) && text.get(span.end) == before;
        if is_number && !is_quoted {
            let line = evidence.lines().numbers(&[*span]);
            add(SettingFinding::SecretIsNumber { line }, vec![*span]);
        }
    }
    if !named.is_empty() {
        let lines = evidence.lines().numbers(&named);
        add(SettingFinding::KeysNamed { lines }, named);
    }
}

/// Whether a key is the name of a setting, and not the value.
fn is_name(key: &str) -> bool {
    const NAMES: [&str; 6] = [
        "api_key",
        "api_secret",
        "apikey",
        "apisecret",
        "livekit_api_key",
        "livekit_api_secret",
    ];
    let key = key.to_ascii_lowercase().replace('-', "_");
    NAMES.contains(&key.as_str())
}
