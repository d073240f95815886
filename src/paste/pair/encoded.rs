//! Finds settings that are in base64 as a whole: a `.env` file in a Kubernetes Secret, or in a variable of CI.

use std::sync::LazyLock;

use super::{Context, Pair, key_map};
use crate::paste::setting::{self, base64_text};
use crate::text::needles::places;
use crate::text::{Needles, Span, base64url, lines};

/// What the names of `LiveKit`'s settings have in them. In base64, each looks different at each of three places.
const NAMES: [&[u8]; 2] = [b"API_SECRET", b"LIVEKIT_"];

static ENCODED: LazyLock<Needles> = LazyLock::new(|| {
    let each = |name| (0..3).map(move |before| encoded(name, before));
    Needles::exact(NAMES.into_iter().flat_map(each))
});

/// The characters that a name alone decides, if this many bytes of a group are before it.
fn encoded(name: &[u8], before: usize) -> String {
    let text = base64url::encode(&[&[0; 2][..before], name].concat());
    let (first, last) = ((before * 8).div_ceil(6), (before + name.len()) * 8 / 6);
    text[first..last].to_owned()
}

/// The longest text that is decoded, in bytes of base64, and the most of them.
const LONGEST: usize = 65_536;
const MOST: usize = 8;

/// The shortest line that programs break base64 into.
const SHORTEST_LINE: usize = 60;

/// The pairs of all such texts, each at the place of the whole base64.
pub(super) fn find(text: &str, context: Context) -> Vec<Pair> {
    let mut pairs = key_files(text);
    let mut end = 0;
    let mut count = 0;
    for hit in ENCODED.hits(text) {
        // A text has several of these words.
        if hit.span.start < end {
            continue;
        }
        count += 1;
        if count > MOST {
            break;
        }
        let place = place(text, hit.span);
        end = place.end;
        let base64: String = place.of(text).split_ascii_whitespace().collect();
        let Some(inner) = base64_text(&base64).filter(|_| base64.len() <= LONGEST) else {
            continue;
        };
        let (mut found, _) = super::find(&inner, setting::of(&inner), &|_| false, context);
        move_to(place, &mut found);
        pairs.extend(found);
    }
    pairs
}

/// Gives pairs the place of the whole base64.
fn move_to(place: Span, pairs: &mut [Pair]) {
    for pair in pairs {
        let spans = [
            pair.key.as_mut().map(|(_, span)| span),
            pair.secret.as_mut().map(|(_, span)| span),
            pair.url.as_mut().map(|(_, span)| span),
            pair.overridden.as_mut(),
        ];
        for span in spans.into_iter().flatten() {
            *span = place;
        }
    }
}

/// The server's files as a Secret of Kubernetes names them, which hold its map of keys.
const FILES: [&str; 4] = ["keys.yaml", "keys.yml", "livekit.yaml", "config.yaml"];

/// The pairs of such files in base64.
fn key_files(text: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let endings = [".yaml", ".yml"].into_iter();
    let ends = endings.flat_map(|ending| places(text, ending).map(|at| at + ending.len()));
    let file = |end| FILES.into_iter().find(|file| text[..end].ends_with(file));
    for (end, name) in ends.filter_map(|end| Some((end, file(end)?))).take(MOST) {
        let rest = text[end..].trim_start_matches('"');
        let Some(value) = rest.strip_prefix(':') else {
            continue;
        };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let start = text.len() - value.len();
        let place = place(text, Span::new(start, start));
        let base64: String = place.of(text).split_ascii_whitespace().collect();
        let Some(mut inner) = base64_text(&base64).filter(|_| base64.len() <= LONGEST) else {
            continue;
        };
        if name.starts_with("keys") {
            inner = format!("# keys.yaml\n{inner}");
        }
        let mut found = Vec::new();
        key_map::find(&inner, &|_| false, true, &mut found);
        move_to(place, &mut found);
        pairs.extend(found);
    }
    pairs
}

/// The place of the base64 around a hit. It goes on in other lines if all but the last are equally long.
fn place(text: &str, hit: Span) -> Span {
    let is_other = |byte: &u8| !(byte.is_ascii_alphanumeric() || b"+/-_".contains(byte));
    let bytes = text.as_bytes();
    let start = bytes[..hit.start].iter().rposition(is_other);
    let length = bytes[hit.end..].iter().position(is_other);
    let line = Span::new(
        start.map_or(0, |other| other + 1),
        length.map_or(bytes.len(), |length| hit.end + length),
    );
    let is_base64 = |line: Span| !line.of(text).bytes().any(|byte| is_other(&byte));
    let mut place = line;
    while let Some(above) = line_above(text, place.start)
        && is_base64(above)
        && above.of(text).len() >= line.of(text).len().max(SHORTEST_LINE)
    {
        place.start = above.start;
    }
    let first = bytes[place.start..].iter().position(is_other);
    let width = first.unwrap_or(bytes.len() - place.start);
    let mut last = line;
    while last.of(text).len() == width
        && width >= SHORTEST_LINE
        && let Some(below) = line_below(text, last.end)
        && is_base64(below)
        && below.of(text).len() <= width
    {
        (last, place.end) = (below, below.end);
    }
    place
}

/// The line above the one that begins at `start`, without the white space around it.
fn line_above(text: &str, start: usize) -> Option<Span> {
    let before = text[..start].trim_end_matches([' ', '\t']);
    let end = before.strip_suffix('\n')?.trim_ascii_end().len();
    let from = lines::start(text, end);
    let indentation = text[from..end].len() - text[from..end].trim_ascii_start().len();
    (from + indentation < end).then(|| Span::new(from + indentation, end))
}

/// The line below the one that ends at `end`, without its padding and the white space around it.
fn line_below(text: &str, end: usize) -> Option<Span> {
    let rest = text[end..].trim_start_matches('\r').strip_prefix('\n')?;
    let line = rest.lines().next()?;
    let start = text.len() - rest.len() + line.len() - line.trim_ascii_start().len();
    let line = line.trim_ascii().trim_end_matches('=');
    (!line.is_empty()).then(|| Span::new(start, start + line.len()))
}

#[cfg(test)]
mod tests {
    use super::{Context, ENCODED, Pair, find};
    use crate::text::{Needles, base64url};

    const ENV: &str = "LIVEKIT_URL=wss://demo.livekit.cloud\nLIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET=FAKEsecretFAKEsecretFAKEsecretFAKE\nOTHER=1\n";

    fn pairs(text: &str) -> Vec<Pair> {
        let context = Context {
            is_code: false,
            is_own: false,
        };
        find(text, context)
    }

    #[test]
    fn the_name_is_found_at_each_place_of_a_group() {
        let needles: &Needles = &ENCODED;
        for (name, before) in ["API_SECRET=x", "LIVEKIT_URL="]
            .into_iter()
            .flat_map(|name| ["", "a", "ab", "abc"].map(|before| (name, before)))
        {
            let text = base64url::encode(format!("{before}{name}").as_bytes());
            assert!(needles.find_from(&text, 0).is_some(), "{before}{name}");
        }
    }

    #[test]
    fn a_file_is_read_in_one_line_and_in_lines_of_any_width() {
        let encoded = base64url::encode(ENV.as_bytes());
        for width in [60, 64, 76, 1000] {
            let lines: Vec<_> = (encoded.as_bytes().chunks(width))
                .map(|line| str::from_utf8(line).unwrap())
                .collect();
            for (between, around) in [
                ("\n", ["", "==\n"]),
                ("\r\n", ["A\r\n", "\r\n\r\n"]),
                ("\n    ", ["data:\n  .env: |\n    ", "\nkind: Secret"]),
            ] {
                let text = around.join(&lines.join(between));
                let found = pairs(&text);
                assert_eq!(found.len(), 1, "{text}");
                let (key, span) = found[0].key.as_ref().unwrap();
                assert_eq!(key, "APItestkey12345");
                let place = span.of(&text);
                assert!(place.starts_with(lines[0]) && place.contains(lines[lines.len() - 1]));
                assert!(found[0].secret.is_some() && found[0].url.is_some());
            }
        }
    }

    #[test]
    fn a_file_of_keys_in_a_secret_is_read() {
        for (name, file) in [
            (
                "keys.yaml",
                "APItestkey12345: FAKEsecretFAKEsecretFAKEsecretFAKE\n",
            ),
            ("keys.yml", "mykey: FAKEsecretFAKEsecretFAKEsecretFAKE"),
            (
                "livekit.yaml",
                "port: 7880\nkeys:\n  mykey: FAKEsecretFAKEsecretFAKEsecretFAKE\n",
            ),
        ] {
            let encoded = base64url::encode(file.as_bytes());
            let found = pairs(&format!(
                "kind: Secret\ndata:\n  {name}: {encoded}==\n---\n"
            ));
            assert_eq!(found.len(), 1, "{name}");
            assert!(
                found[0]
                    .key
                    .as_ref()
                    .unwrap()
                    .0
                    .ends_with(if file.contains("mykey") {
                        "mykey"
                    } else {
                        "APItestkey12345"
                    })
            );
            let secret = found[0].secret.as_ref().unwrap();
            assert_eq!(secret.0.expose(), "FAKEsecretFAKEsecretFAKEsecretFAKE");
        }
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        let bytes = [b"\x01\xFFAPI_SECRET=x".as_slice(), &[0xFE; 40]].concat();
        assert!(pairs(&base64url::encode(&bytes)).is_empty());
    }
}
