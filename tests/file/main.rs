//! A file of any size, in chunks of any size, gives exact counts.

#[path = "../common/mod.rs"]
mod common;
mod made;

use proptest::prelude::*;
use serde_json::{Value, json};
use why401::file::{Excerpt, Overview, Reader, Row};
use why401::text::NumericDate;

use made::{Truth, file, har, token};

fn read_in(bytes: &[u8], chunk: usize) -> Overview {
    let mut reader = Reader::new(NumericDate(common::NOW));
    for chunk in bytes.chunks(chunk) {
        reader.push(chunk);
    }
    reader.finish()
}

fn read(text: &str) -> Overview {
    read_in(text.as_bytes(), 65_536)
}

fn rows(overview: &Overview) -> Value {
    let mut value = serde_json::to_value(overview).unwrap();
    assert!(
        !value.to_string().contains("eyJ"),
        "no token is in the rows"
    );
    value["message"].take();
    value["rows"].take()
}

/// The counts of an overview by outcome and cause.
fn counts(overview: &Overview) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = Vec::new();
    for group in &overview.groups {
        let group_of = serde_json::to_value(group).unwrap();
        let name = match group_of["cause"].as_str() {
            Some(cause) => format!("{} {cause}", group_of["outcome"].as_str().unwrap()),
            None => group_of["outcome"].as_str().unwrap().to_owned(),
        };
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += group.count,
            None => counts.push((name, group.count)),
        }
    }
    counts.sort();
    counts
}

#[test]
fn twenty_files_with_known_causes_have_exact_counts() {
    for seed in 1..=20 {
        let (text, truth) = file(seed, 400);
        let overview = read(&text);
        assert_eq!(counts(&overview), truth.counts(), "{seed}");
        assert_eq!(overview.uses, truth.uses);
        assert_eq!(overview.rows.len() as u64, truth.uses);
        for (row, (line, at)) in overview.rows.iter().zip(&truth.places) {
            assert_eq!((row.line, row.at), (*line, Some(*at)), "{seed}");
        }
    }
}

#[test]
fn a_har_gives_each_request_its_time_and_its_answer() {
    for is_pretty in [false, true] {
        let text = har(is_pretty);
        let overview = read(&text);
        assert_eq!(
            counts(&overview),
            [
                ("accepts".to_owned(), 2),
                ("refuses".to_owned(), 1),
                ("refuses expired".to_owned(), 1)
            ],
        );
        let at: Vec<_> = overview.rows.iter().map(|row| row.at).collect();
        let minted = common::NOW;
        assert_eq!(
            at,
            [
                Some(minted),
                Some(minted + 7200.0),
                Some(minted + 7200.0),
                Some(minted + 10.0)
            ]
        );
        assert!(overview.notes.is_empty(), "{:?}", overview.notes);
    }
}

/// The use of a row as a paste.
fn excerpt(bytes: &[u8], chunk: usize, row: &Row, time: Option<&str>) -> String {
    let mut excerpt = Excerpt::new(row.place, time.map(str::to_owned), row.status);
    for chunk in bytes.chunks(chunk) {
        if !excerpt.push(chunk) {
            break;
        }
    }
    excerpt.finish()
}

#[test]
fn the_paste_of_a_row_is_answered_as_the_row() {
    let wrong = |row: &Row, paste: &str| {
        let now = NumericDate(common::NOW + 9e6);
        let report = serde_json::to_value(why401::diagnose(paste, now)).unwrap();
        let row = serde_json::to_value(row).unwrap();
        let (outcome, cause) = (
            &report["verdict"]["outcome"],
            &report["findings"][0]["cause"],
        );
        let is_same = match row["outcome"].as_str() {
            // A paste without the secret does not tell more.
            Some("accepts") => outcome != "refuses",
            Some("refuses") if !row["cause"].is_null() => {
                outcome == "refuses" && *cause == row["cause"]
            }
            _ => outcome != "accepts",
        };
        let message = &report["verdict"]["message"];
        (!is_same).then(|| format!("{row}\n{outcome} {cause} {message}\n{paste}"))
    };
    for seed in 1..=4 {
        let (text, _) = file(seed, 200);
        for row in &read(&text).rows {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "these are whole seconds of a day"
            )]
            let at = (row.at.unwrap() - common::NOW) as i64;
            let paste = excerpt(text.as_bytes(), 777, row, Some(&made::written(at)));
            let line = text.lines().nth(usize::try_from(row.line).unwrap() - 1);
            assert!(paste.ends_with(line.unwrap().trim()), "{paste}");
            assert_eq!(wrong(row, &paste), None);
        }
    }
    for is_pretty in [false, true] {
        let text = har(is_pretty);
        let times = [
            "2026-11-24T10:25:47Z",
            "2026-11-24T12:25:47Z",
            "2026-11-24T12:25:47Z",
            "2026-11-24T10:25:57Z",
        ];
        for (row, time) in read(&text).rows.iter().zip(times) {
            let paste = excerpt(text.as_bytes(), 777, row, Some(time));
            assert!(paste.starts_with(time), "{paste}");
            assert_eq!(wrong(row, &paste), None);
        }
    }
}

#[test]
fn the_paste_of_a_row_is_found_in_utf_16_and_in_long_lines() {
    let token = token(&common::claims());
    let text = format!("\u{feff}\u{1F600}\n2026-11-24T10:26:47Z {token}\n");
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let overview = read_in(&bytes, 5);
    assert_eq!(
        excerpt(&bytes, 5, &overview.rows[0], None),
        format!("2026-11-24T10:26:47Z {token}")
    );
    let long = format!("{} {token} {}", "x ".repeat(9_000), "y ".repeat(200_000));
    let overview = read(&long);
    assert_eq!(
        excerpt(long.as_bytes(), 4096, &overview.rows[0], None),
        token
    );
    assert_eq!(excerpt(b"short", 4, &overview.rows[0], None), "");
}

#[test]
fn the_sentence_says_what_happened_and_when_it_began() {
    let good = token(&common::claims());
    let old = token(&common::with("exp", json!(common::MINTED - 3600 * 3)));
    let lines = (10..14).flat_map(|minute| {
        [(":00", &good), (":30", &old)].map(|(second, token)| {
            format!("2026-11-24T10:{minute}{second}Z GET /rtc?access_token={token}\n")
        })
    });
    let text: String = lines.collect();
    let overview = read(&text);
    assert_eq!(
        overview.message,
        "8 tokens, 8 refused: 4 not valid yet; 4 expired when used, median 2 h 46 min; it began at 10:10 UTC."
    );
    assert_eq!(overview.tokens, 2);
    assert_eq!(read("nothing here").message, "The file has no token.");
    let valid = read(&format!("2026-11-24T10:30:00Z {good}\n"));
    assert_eq!(valid.message, "1 token, none refused.");
}

#[test]
fn keys_and_secrets_in_the_file_count_wherever_they_are() {
    let (own, other) = (
        common::claims(),
        common::with("iss", json!("APIother1234567")),
    );
    let line = |token: String| format!("2026-11-24T10:30:00Z {token}\n");
    let lines = [
        line(token(&own)),
        line(token(&other)),
        line(common::token(
            &own,
            "FAKEanotherFAKEanotherFAKEanotherFAKE12345",
        )),
    ]
    .concat();
    let keys = format!(
        "keys:\n  {}: {}\nLIVEKIT_API_SECRET={}\n",
        common::KEY,
        common::SECRET,
        common::SECRET
    );
    for text in [format!("{keys}{lines}"), format!("{lines}{keys}")] {
        let overview = read(&text);
        assert_eq!(
            counts(&overview),
            [
                ("accepts".to_owned(), 1),
                ("refuses signature_secret_mismatch".to_owned(), 1),
                ("refuses unknown_api_key".to_owned(), 1)
            ],
            "{text}"
        );
        assert_eq!(overview.notes, ["1 API secret is in the file"]);
    }
}

#[test]
fn keys_and_secrets_beside_the_file_count_and_are_not_said_to_be_in_it() {
    let line = |secret| {
        format!(
            "2026-11-24T10:30:00Z {}\n",
            common::token(&common::claims(), secret)
        )
    };
    let text = [
        line(common::SECRET),
        line("FAKEanotherFAKEanotherFAKEanotherFAKE12345"),
    ]
    .concat();
    let pair = format!(
        "LIVEKIT_API_KEY={}\nLIVEKIT_API_SECRET={}\n",
        common::KEY,
        common::SECRET
    );
    for (text, notes) in [
        (text.clone(), &[][..]),
        (format!("{text}{pair}"), &["1 API secret is in the file"]),
    ] {
        let mut reader = Reader::new(NumericDate(common::NOW));
        reader.know(&pair);
        reader.push(text.as_bytes());
        let settings = reader.settings();
        assert_eq!(settings, pair);
        let overview = reader.finish();
        assert_eq!(
            overview.message,
            "2 tokens, 1 refused: 1 signed with another secret; it began at 10:30 UTC."
        );
        assert_eq!(overview.notes, notes);
    }
}

#[test]
fn times_of_many_loggers_are_read() {
    let token = token(&common::claims());
    let at = common::NOW + 60.0;
    for line in [
        format!("2026-11-24T10:26:47Z stdout F {token}"),
        format!("2026-11-24T10:26:47.000000000Z {token}"),
        format!(
            "10.0.0.1 - - [24/Nov/2026:10:26:47 +0000] \"GET /rtc?access_token={token} HTTP/1.1\" 200 5"
        ),
        format!("{{\"level\":\"info\",\"ts\":1795516007.0,\"msg\":\"{token}\"}}"),
        format!("{{\"msg\":\"{token}\",\"time\":1795516007000}}"),
        format!("{{\"MESSAGE\":\"{token}\",\"__REALTIME_TIMESTAMP\":\"1795516007000000\"}}"),
        format!("{{\"line\":\"{token}\",\"timestamp\":\"1795516007000000000\"}}"),
        format!("{{\"@timestamp\":\"2026-11-24T10:26:47Z\",\"log\":\"{token}\\n\"}}"),
        format!("2026-11-24T10:26:47Z request\n  header: Authorization\n  Bearer {token}"),
    ] {
        let overview = read(&line);
        assert_eq!(overview.rows.len(), 1, "{line}");
        assert_eq!(overview.rows[0].at, Some(at), "{line}");
    }
}

#[test]
fn bad_input_is_told_and_loses_nothing() {
    let token = token(&common::claims());
    let line = format!("2026-11-24T10:26:47Z {token}\n");
    // A long line, with a token at its start, in its middle and at its end.
    let filler = "x ".repeat(3_000_000);
    let long = format!("2026-11-24T10:26:47Z {token} {filler}{token} {filler} {token}");
    assert_eq!(read(&long).uses, 3);
    let mut invalid = line.clone().into_bytes();
    invalid.extend(b"\xff\xfe\xe2\x82\n");
    invalid.extend(line.bytes());
    let overview = read_in(&invalid, 7);
    assert_eq!(
        (overview.uses, overview.notes),
        (2, vec!["4 bytes are no UTF-8".to_owned()])
    );
    let (whole, cut) = (har(false), har(false).len() - 60);
    let overview = read(&whole[..cut]);
    assert_eq!(overview.notes, ["the HAR is cut off"]);
    assert_eq!(overview.uses, 4);
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let text = format!("\u{feff}{line}\u{1F600} {line}");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        for chunk in [1, 3, 4096] {
            let overview = read_in(&bytes, chunk);
            assert_eq!((overview.uses, &overview.notes[..]), (2, &[][..]));
            assert_eq!(overview.rows[1].line, 2);
        }
    }
    assert_eq!(
        read_in(&[0; 5000], 4096).notes,
        ["5,000 bytes are NUL: the file is no text, or damaged"]
    );
    assert_eq!(read(&line.replace('\n', "\r\n").repeat(3)).uses, 3);
    assert_eq!(read_in(b"\xff", 1).notes, ["1 byte is no UTF-8"]);
    assert_eq!(read("").message, "The file has no token.");
}

#[test]
fn of_very_many_uses_the_rest_is_counted() {
    let line = format!("2026-11-24T10:26:47Z {}\n", token(&common::claims()));
    let overview = read(&line.repeat(50_010));
    assert_eq!(
        (overview.uses, overview.rows.len(), overview.more_rows),
        (50_010, 50_000, 10)
    );
    assert_eq!(overview.groups[0].count, 50_010);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_rows_are_the_same_for_any_size_of_chunks(seed in 1_u64..1000, chunk in prop_oneof![1_usize..300, 300_usize..200_000], is_har in any::<bool>()) {
        let text = if is_har { har(seed % 2 == 0) } else { file(seed, 60).0 };
        let whole = read_in(text.as_bytes(), 4_000_000);
        let parts = read_in(text.as_bytes(), chunk);
        prop_assert_eq!(&whole.message, &parts.message);
        prop_assert_eq!(rows(&whole), rows(&parts));
    }

    #[test]
    fn long_lines_are_the_same_for_any_size_of_chunks(seed in 1_u64..1000, chunk in 1_000_usize..4_000_000) {
        let (text, _) = file(seed, 40);
        let text = text.replace('\n', &" filler".repeat(3_000));
        let whole = read_in(text.as_bytes(), 4_000_000);
        let parts = read_in(text.as_bytes(), chunk);
        prop_assert_eq!(rows(&whole), rows(&parts));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..4000), chunk in 1_usize..500) {
        read_in(&bytes, chunk);
    }
}

#[test]
fn truths_differ() {
    let causes: std::collections::BTreeSet<String> = (1..=20)
        .flat_map(|seed| file(seed, 400).1.counts())
        .map(|(name, _)| name)
        .collect();
    assert!(causes.len() >= 7, "{causes:?}");
    let _: fn(&Truth) -> Vec<(String, u64)> = Truth::counts;
}
