//! A file of any size, in chunks of any size, gives exact counts.

#[path = "../common/mod.rs"]
mod common;
mod made;

use proptest::prelude::*;
use serde_json::{Value, json};
use why401::file::{Excerpt, Margins, Overview, Reader, Row, TimeSlot};
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

/// All that an overview tells, and what other times would change.
fn all(overview: &Overview) -> Value {
    let value = serde_json::to_value(overview).unwrap();
    assert!(
        !value.to_string().contains("eyJ"),
        "no token is in the rows"
    );
    let vanished = MARGINS.map(|margins| serde_json::to_value(overview.delays.vanished(margins)));
    json!([value, vanished.map(Result::unwrap)])
}

const MARGINS: [Margins; 8] = [
    margins(60, 0, 0),
    margins(60, 0, 600),
    margins(60, 140, 0),
    margins(60, 141, 40),
    margins(101, 0, 0),
    margins(600, 600, 0),
    margins(700, 0, 1_500),
    margins(3_600, 3_600, 86_400),
];

const fn margins(leeway: u32, nbf: u32, life: u32) -> Margins {
    Margins { leeway, nbf, life }
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

/// The uses of the truth between two times, in seconds since 1970.
fn slot(truth: &Truth, from: f64, to: f64) -> TimeSlot {
    let mut slot = TimeSlot::default();
    for ((_, at), outcome) in truth.places.iter().zip(&truth.outcomes) {
        let sum = match outcome.split(' ').next() {
            Some("accepts") => &mut slot.accepted,
            Some("refuses") => &mut slot.refused,
            _ => &mut slot.other,
        };
        *sum += u64::from((from..to).contains(at));
    }
    slot
}

#[test]
fn the_strip_counts_what_happened_in_each_interval() {
    for seed in 1..=20 {
        let (text, truth) = file(seed, 400);
        let strip = read(&text).strip.unwrap();
        assert_eq!(strip.untimed, 0);
        assert!((strip.interval - 900.0).abs() < f64::EPSILON, "{strip:?}");
        let mut from = strip.start;
        for found in &strip.slots {
            assert_eq!(*found, slot(&truth, from, from + strip.interval));
            from += strip.interval;
        }
        assert_eq!(
            slot(&truth, strip.start, from),
            slot(&truth, f64::MIN, f64::MAX)
        );
        let [first, last] = [strip.slots.first(), strip.slots.last()].map(Option::unwrap);
        assert!(*first != TimeSlot::default() && *last != TimeSlot::default());
        let refused: Vec<u64> = strip.slots.iter().map(|slot| slot.refused).collect();
        let (began, most) = (strip.began.unwrap(), strip.most.unwrap());
        assert_eq!(
            began as usize,
            refused.iter().position(|one| *one > 0).unwrap()
        );
        let largest = refused.iter().max().unwrap();
        assert_eq!(
            most as usize,
            refused.iter().position(|one| one == largest).unwrap()
        );
    }
}

#[test]
fn the_strip_of_any_span_has_few_intervals() {
    let token = token(&common::claims());
    for (step, interval) in [
        (0.001, 1.0),
        (0.5, 5.0),
        (1.0, 5.0),
        (9.0, 30.0),
        (300.0, 900.0),
        (7_000.0, 21_600.0),
        (86_400.0, 604_800.0),
    ] {
        let lines = (0..250).map(|at| {
            let at = 1_000_000_000_000.0 + f64::from(at) * step * 1000.0;
            format!("{{\"ts\":{at:.0},\"msg\":\"{token}\"}}\n")
        });
        // The order of the lines does not matter.
        let mut lines: Vec<String> = lines.collect();
        let forward = read(&lines.concat()).strip;
        lines.reverse();
        assert_eq!(read(&lines.concat()).strip, forward);
        let Some(strip) = forward else {
            assert!(step < 0.01, "{step}");
            continue;
        };
        assert!(
            (strip.interval - interval).abs() < f64::EPSILON,
            "{step}: {strip:?}"
        );
        assert!((2..=96).contains(&strip.slots.len()), "{step}");
        let sum: u64 = strip.slots.iter().map(|slot| slot.refused).sum();
        assert_eq!(sum, 250);
    }
    let untimed = format!("{token}\n2026-11-24T10:26:47Z {token}\n2026-11-24T11:26:47Z {token}\n");
    assert_eq!(read(&untimed).strip.unwrap().untimed, 1);
    assert_eq!(read(&token).strip, None);
    assert_eq!(read("").strip, None);
}

#[test]
fn other_times_make_exactly_the_right_refusals_vanish() {
    let mut sums = [0; 2];
    for seed in 1..=20 {
        let (text, truth) = file(seed, 400);
        let overview = read(&text);
        for margins in MARGINS {
            let [leeway, nbf, life] = [margins.leeway, margins.nbf, margins.life].map(i64::from);
            let count =
                |is: &dyn Fn(&&(i64, i64)) -> bool| truth.delays.iter().filter(is).count() as u64;
            let vanished = overview.delays.vanished(margins);
            let expired = count(&|(late, _)| *late > 0 && *late < leeway + life);
            let early = count(&|(_, early)| *early > 0 && *early <= leeway + nbf);
            assert_eq!(
                (vanished.expired, vanished.not_valid_yet),
                (expired, early),
                "{seed} {margins:?}"
            );
            assert_eq!(vanished.refused, slot(&truth, f64::MIN, f64::MAX).refused);
            assert!(vanished.is_exact);
            sums = [sums[0] + expired, sums[1] + early];
        }
    }
    assert!(sums.iter().all(|sum| *sum > 100), "{sums:?}");
}

#[test]
fn a_refusal_with_another_reason_does_not_vanish() {
    let late = |claims: Value| {
        let mut claims = claims;
        claims["exp"] = json!(common::MINTED - 3600);
        claims["nbf"] = json!(common::MINTED - 7200);
        claims
    };
    let line = |token: String, status: &str| format!("2026-11-24T10:25:47Z {token}{status}\n");
    let vanished = |text: String| {
        let vanished = read(&text).delays.vanished(margins(60, 0, 86_400));
        (vanished.expired, vanished.refused)
    };
    let own = token(&late(common::claims()));
    assert_eq!(vanished(line(own.clone(), "")), (1, 1));
    assert_eq!(vanished(line(own.clone(), " status=401")), (1, 1));
    // The permission is missing too.
    let without = token(&late(common::with("video", json!({"room": "my-room"}))));
    assert_eq!(vanished(line(without, "")), (0, 1));
    // The secret of the file shows another signature.
    let other = common::token(
        &late(common::claims()),
        "FAKEanotherFAKEanotherFAKEanotherFAKE12345",
    );
    let pair = format!(
        "LIVEKIT_API_KEY={}\nLIVEKIT_API_SECRET={}\n",
        common::KEY,
        common::SECRET
    );
    assert_eq!(
        vanished(line(other, "") + &line(own.clone(), "") + &pair),
        (1, 2)
    );
    // It was accepted after all.
    assert_eq!(vanished(line(own.clone(), " status=200")), (0, 0));
    // Another key was accepted, and this one never.
    let accepted = token(&common::with("iss", json!("APIother1234567")));
    assert_eq!(
        vanished(line(accepted, " status=200") + &line(own, " status=401")),
        (0, 1)
    );
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
        "8 uses of 2 tokens, 8 refused: 4 not valid yet; 4 expired when used, median 2 h 46 min; it began at 10:10 UTC."
    );
    assert_eq!(overview.tokens, 2);
    assert_eq!(read("nothing here").message, "The file has no token.");
    let valid = read(&format!("2026-11-24T10:30:00Z {good}\n"));
    assert_eq!(valid.message, "1 token, none refused.");
    let often = format!("2026-11-24T10:30:00Z {good}\n").repeat(1_500);
    let often = read(&often);
    assert_eq!(often.message, "1,500 uses of 1 token, none refused.");
    assert_eq!((often.uses, often.tokens), (1_500, 1));
}

#[test]
fn a_redirect_shows_nothing_of_a_token() {
    let [own, other] =
        ["APItestkey12345", "APIother1234567"].map(|key| token(&common::with("iss", json!(key))));
    let lines = |status: u16| {
        format!(
            "10.0.0.1 - - [24/Nov/2026:10:30:00 +0000] \"GET /rtc?access_token={own} HTTP/1.1\" {status} 0\n\
             10.0.0.1 - - [24/Nov/2026:10:30:01 +0000] \"GET /rtc?access_token={other} HTTP/1.1\" 401 0\n"
        )
    };
    let accepted = read(&lines(200));
    assert!(counts(&accepted).contains(&("refuses unknown_api_key".to_owned(), 1)));
    for status in [301, 302, 307, 308] {
        let overview = read(&lines(status));
        assert_eq!(overview.rows[0].status, Some(status));
        assert!(
            !counts(&overview).contains(&("refuses unknown_api_key".to_owned(), 1)),
            "{status}"
        );
    }
}

#[test]
fn a_reason_without_a_name_of_its_own_is_not_called_another() {
    let long = token(&common::with("sub", json!("i".repeat(300))));
    let overview = read(&format!("2026-11-24T10:30:00Z {long}\n"));
    assert_eq!(
        overview.message,
        "1 token, 1 refused: 1 for another reason; it began at 10:30 UTC."
    );
}

#[test]
fn private_keys_of_each_kind_are_told() {
    for label in ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED "] {
        let key =
            format!("-----BEGIN {label}PRIVATE KEY-----\nFAKE\n-----END {label}PRIVATE KEY-----\n");
        let overview = read(&key);
        assert_eq!(overview.notes, ["1 private key is in the file"], "{label}");
    }
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
        prop_assert_eq!(all(&whole), all(&parts));
    }

    #[test]
    fn long_lines_are_the_same_for_any_size_of_chunks(seed in 1_u64..1000, chunk in 1_000_usize..4_000_000) {
        let (text, _) = file(seed, 40);
        let text = text.replace('\n', &" filler".repeat(3_000));
        let whole = read_in(text.as_bytes(), 4_000_000);
        let parts = read_in(text.as_bytes(), chunk);
        prop_assert_eq!(all(&whole), all(&parts));
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
