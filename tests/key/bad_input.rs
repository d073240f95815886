//! Keys that are cut off, broken, too large or too many: a sentence each, and no panic.

use serde_json::Value;
use why401::diagnose;
use why401::key::Fault;
use why401::text::NumericDate;

use super::checked;

/// A key of the vectors.
fn key(name: &str) -> String {
    let rows = include_str!("../vectors/jws-asymmetric/made/key_forms.jsonl").lines();
    let mut rows = rows.map(|row| serde_json::from_str::<Value>(row).unwrap());
    let row = rows.find(|row| row["name"] == name).unwrap();
    row["key"].as_str().unwrap().to_owned()
}

#[track_caller]
fn assert_fault(text: &str, expected: &Fault) {
    let (keys, _) = checked("e30.e30.", text);
    assert_eq!(keys[0].material.as_ref().err(), Some(expected), "{text}");
    let report = diagnose(text, NumericDate(0.0));
    let mut findings = report.findings.iter();
    assert!(
        findings.any(|finding| finding.code.name() == "key_unusable"),
        "{text}"
    );
}

#[test]
fn a_key_that_cannot_be_used_says_why() {
    let jwk = |name: &str, member: &str, value: &str| {
        let mut jwk: Value = serde_json::from_str(&key(name)).unwrap();
        jwk[member] = value.into();
        jwk.to_string()
    };
    let long = |bits: usize| "q".repeat(bits / 6 + 1);
    assert_fault(
        &jwk("RS256 jwk", "n", &long(16_384)),
        &Fault::RsaSize { bits: 16_384 },
    );
    assert_fault(
        &jwk("RS256 jwk", "n", &long(1_020)),
        &Fault::RsaSize { bits: 1_024 },
    );
    assert_fault(&jwk("RS256 jwk", "e", "AQ"), &Fault::Exponent);
    assert_fault(&jwk("RS256 jwk", "e", "AA"), &Fault::Exponent);
    assert_fault(&jwk("ES256 jwk", "y", "AAAA"), &Fault::OffCurve);
    let unknown = |kty| Fault::UnknownCurve { kty };
    assert_fault(&jwk("ES256 jwk", "crv", "P-224"), &unknown("EC"));
    assert_fault(&jwk("EdDSA jwk", "crv", "X25519"), &unknown("OKP"));
    assert_fault(&jwk("EdDSA jwk", "x", "AAAA"), &Fault::Member("x"));
    let pem = key("RS256 spki-pem");
    assert_fault(&pem[..pem.len() / 2], &Fault::CutOff);
    assert_fault(
        "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----",
        &Fault::OtherPem("CERTIFICATE REQUEST".into()),
    );
}

#[test]
fn every_beginning_of_every_key_is_read_without_a_panic() {
    let rows = include_str!("../vectors/jws-asymmetric/made/key_forms.jsonl").lines();
    for row in rows.step_by(3) {
        let row: Value = serde_json::from_str(row).unwrap();
        let key = row["key"].as_str().unwrap();
        for end in (0..key.len()).step_by(7) {
            checked("e30.e30.", &key[..end]);
        }
    }
}

#[test]
fn of_a_set_with_ten_thousand_keys_the_named_one_is_read() {
    let jwk = key("ES256 jwk");
    let other = |at: usize| {
        jwk.replace("made-ec256", &format!("k{at}"))
            .replace("\"kid\":\"", "\"kid\":\"x")
    };
    let mut keys: Vec<String> = (0..10_000).map(other).collect();
    keys.push(jwk.clone());
    let rows = include_str!("../vectors/jws-asymmetric/made/key_forms.jsonl").lines();
    let mut rows = rows.map(|row| serde_json::from_str::<Value>(row).unwrap());
    let row = rows.find(|row| row["name"] == "ES256 jwk").unwrap();
    let (found, check) = checked(
        row["token"].as_str().unwrap(),
        &format!("{{\"keys\":[{}]}}", keys.join(",")),
    );
    assert_eq!(found.len(), 1_001);
    assert_eq!(check, why401::key::check::KeyCheck::Valid { key: 1_000 });
}

#[test]
fn a_private_key_is_not_in_the_report() {
    let text = key("RS256 pkcs8-private-pem");
    let report = diagnose(&text, NumericDate(0.0));
    assert!(report.found.keys[0].private);
    let json = serde_json::to_string(&report).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with("---"));
    assert!(lines.all(|line| !json.contains(&line[..line.len().min(12)])));
    let hidden = &report.found.hidden[0];
    assert!(hidden.end - hidden.start > 1_500);
}
