//! If several things are wrong with a request, the server reports the one that its first check finds.

use super::*;
use why401::server::join::steps;
use why401::server::refusal::Step;

const STEPS: [Step; 8] = [
    Step::Request,
    Step::Authorization,
    Step::Parse,
    Step::Key,
    Step::Types,
    Step::Signature,
    Step::Time,
    Step::Grants,
];

/// A request with a fault for each of these steps.
fn wrong_at(wrong: &[Step]) -> Question {
    let is = |step| wrong.contains(&step);
    let claims = json!({
        "iss": if is(Step::Key) { "" } else { "key" },
        "sub": "alice",
        "exp": if is(Step::Time) { NOW - 600.0 } else { NOW + 600.0 },
        "nbf": if is(Step::Parse) { json!(true) } else { json!(NOW) },
        "video": {
            "roomJoin": !is(Step::Grants),
            "room": "r",
            "hidden": if is(Step::Types) { json!("no") } else { json!(false) },
        },
    });
    let mut token = unsigned(r#"{"alg":"HS256"}"#, &claims.to_string());
    if is(Step::Signature) {
        token.truncate(token.len() - 1);
    }
    let scheme = if is(Step::Authorization) {
        "Token"
    } else {
        "Bearer"
    };
    let name = if is(Step::Request) { "a b" } else { "a" };
    Question::get("/rtc/validate")
        .with("Authorization", &format!("{scheme} {token}"))
        .with(name, "c")
}

#[test]
fn the_first_failing_step_decides() {
    for release in &RELEASES {
        let order = steps(release);
        let place = |step: Step| order.iter().position(|&other| other == step).unwrap();
        let refusal = |wrong: &[Step]| {
            let answer = wrong_at(wrong).answer(&Keys::Assumed, release, NOW);
            answer.refusal
        };
        assert_eq!(refusal(&[]), None, "{release}");
        for one in STEPS {
            for other in STEPS {
                let stops = refusal(&[one, other]).unwrap().step();
                let first = if place(one) < place(other) {
                    one
                } else {
                    other
                };
                assert_eq!(stops, first, "{release}: {one:?} and {other:?}");
            }
        }
    }
}
