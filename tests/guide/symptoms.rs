//! The symptoms in the guide, alone and beside a token, and pastes that say nothing.

use super::{assert_hold, made, row, valid, with_pair};
use crate::common::{claims, diagnose_now, plain, without};
use why401::report::Outcome::{Refuses, Unknown};

#[test]
fn its_symptoms_alone_are_likely_and_have_a_check() {
    assert_hold([
        row(
            "token not valid yet",
            Unknown,
            "clock_skew_nbf",
            false,
            &["likely", "nbf", "clock", "NTP"],
        ),
        row(
            "Error: token is not valid yet",
            Unknown,
            "clock_skew_nbf",
            false,
            &["likely", "nbf", "clock"],
        ),
        row(
            "token expired",
            Unknown,
            "expired",
            false,
            &["likely", "expired", "new token"],
        ),
        row(
            "\"token expired\" immediately after creation",
            Unknown,
            "expired",
            false,
            &["likely", "expired"],
        ),
        row(
            "\"token not valid yet\" or \"token expired\" errors even though the token was just created",
            Unknown,
            "expired|clock_skew_nbf",
            false,
            &["likely"],
        ),
        row(
            "401 Unauthorized",
            Unknown,
            "-",
            false,
            &["answered 401", "does not say why"],
        ),
        row(
            "signature verification error",
            Unknown,
            "signature_secret_mismatch",
            false,
            &["likely", "secret"],
        ),
        row(
            "invalid signature",
            Unknown,
            "signature_secret_mismatch",
            false,
            &["likely", "secret"],
        ),
        row(
            "Signature verification failed",
            Unknown,
            "library_complaint",
            false,
            &["signature", "key"],
        ),
        row(
            "401 Unauthorized: invalid API key",
            Unknown,
            "unknown_api_key",
            false,
            &["likely", "API key"],
        ),
        row(
            "We get \"invalid API key\" when connecting",
            Unknown,
            "unknown_api_key",
            false,
            &["likely", "keys:"],
        ),
        row(
            "token used before issued",
            Unknown,
            "library_complaint",
            false,
            &["not valid yet", "clock"],
        ),
        row(
            "Token is not yet valid",
            Unknown,
            "clock_skew_nbf",
            false,
            &["likely", "clock"],
        ),
        row(
            "Unauthorized",
            Unknown,
            "-",
            false,
            &["does not say why", "eyJ"],
        ),
    ]);
}

#[test]
fn its_symptoms_of_livekit_are_told_as_refusals() {
    assert_hold([
        row(
            "LiveKit: token not valid yet",
            Refuses,
            "clock_skew_nbf",
            None,
            &["nbf", "clock", "NTP"],
        ),
        row(
            "LiveKit says token expired",
            Refuses,
            "expired",
            true,
            &["expired", "new token"],
        ),
        row(
            "invalid API key",
            Refuses,
            "unknown_api_key",
            false,
            &["does not know", "keys:"],
        ),
        row(
            "LiveKit 401 Unauthorized",
            Unknown,
            "-",
            false,
            &["does not say why"],
        ),
    ]);
}

#[test]
fn its_symptoms_beside_a_token_are_explained_by_it() {
    assert_hold([
        row(
            format!("token not valid yet\n{}", made(&valid(300, 900))),
            Refuses,
            "clock_skew_nbf",
            true,
            &["300 s ahead", "timedatectl set-ntp"],
        ),
        row(
            format!("token expired\n{}", with_pair(&valid(-7200, -3600))),
            Refuses,
            "expired",
            true,
            &["3600 s ago", "new token"],
        ),
        row(
            format!("401 Unauthorized\n{}", with_pair(&valid(-7200, -3600))),
            Refuses,
            "expired",
            true,
            &["3600 s ago"],
        ),
        row(
            format!("401 Unauthorized\n{}", with_pair(&without("video"))),
            Refuses,
            "missing_grant",
            true,
            &["video", "roomJoin"],
        ),
        row(
            format!("token expired\n{}", with_pair(&valid(0, -600))),
            Refuses,
            "life_negative",
            true,
            &["600 s before it becomes valid", "positive lifetime"],
        ),
        row(
            format!("token not valid yet\n{}", with_pair(&claims())),
            Refuses,
            "clock_skew_nbf",
            None,
            &["clock"],
        ),
        row(
            format!("token expired\n{}", with_pair(&claims())),
            Refuses,
            "expired",
            true,
            &["expired"],
        ),
        row(
            format!("invalid API key\n{}", with_pair(&claims())),
            Refuses,
            "unknown_api_key",
            false,
            &["does not know"],
        ),
        row(
            format!("signature verification error\n{}", with_pair(&claims())),
            Refuses,
            "signature_secret_mismatch",
            false,
            &["secret"],
        ),
        row(
            format!("401 Unauthorized\n{}", with_pair(&claims())),
            Unknown,
            "-",
            false,
            &["401"],
        ),
        row(
            format!("token not valid yet\n{}", made(&claims())),
            Refuses,
            "clock_skew_nbf",
            None,
            &["clock"],
        ),
        row(
            format!("token expired\n{}", made(&claims())),
            Refuses,
            "expired",
            true,
            &["expired"],
        ),
    ]);
}

#[test]
fn whatever_else_is_pasted_gets_a_clear_sentence() {
    let garbage = "x7 ".repeat(350_000);
    let image: Vec<u8> = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        .iter()
        .copied()
        .chain((0..2000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]))
        .collect();
    let image = String::from_utf8_lossy(&image).into_owned();
    assert_hold([
        row("😀", Unknown, "-", false, &["nothing recognized", "eyJ"]),
        row("hello world", Unknown, "-", false, &["nothing recognized"]),
        row(" \n", Unknown, "-", false, &["paste anything"]),
        row(garbage, Unknown, "-", false, &["nothing recognized"]),
        row(image, Unknown, "-", false, &["not text", "paste the words"]),
        row(
            "LiveKit answers 401 if the token is expired, if the token is not valid yet, or if the token signature is invalid. Check the clock first.",
            Unknown,
            "-",
            false,
            &["does not"],
        ),
        row(
            "我用 LiveKit 连接房间的时候一直报错，请问是什么原因？\ncould not establish signal connection: invalid token: eyJhbGci..., error: go-jose/go-jose/jwt: validation failed, token is expired (exp)\n谢谢！",
            Refuses,
            "expired",
            true,
            &["expired by the server's clock", "new token"],
        ),
    ]);
}

/// Where only a general error is known, three candidates are visible at once: each has its check, and fits its reader.
#[test]
fn general_causes_have_a_check_that_fits() {
    let check = |paste: &str| {
        let report = diagnose_now(paste);
        assert!(report.candidates.len() > 3, "{paste}");
        let first = &report.candidates[0];
        assert_eq!(first.cause.name(), "missing_token_or_header");
        assert!(
            report
                .candidates
                .iter()
                .all(|candidate| !candidate.check.is_empty())
        );
        plain(&first.check)
    };
    let error = "could not establish signal connection";
    assert!(check(error).contains("toJwt()"));
    let python =
        format!("Traceback (most recent call last):\n  File \"agent.py\", line 3\n{error}");
    assert!(!check(&python).contains("toJwt()"));
    let length = "os.environ['LIVEKIT_API_SECRET'] in agent.py:\nSecret length: 45";
    let fix = |paste: &str| plain(&diagnose_now(paste).verdict.fix);
    assert!(fix(length).contains("repr(secret[-2:])"));
    assert!(fix("Secret length: 45").contains("JSON.stringify(secret.slice(-2))"));
}
