//! A case: several pastes, distinct tokens, two of them side by side, and what a page shows of them.

use why401::report::{CheckId, CheckState, SlotState, TokenState, Tone};
use why401::{Context, Search, diagnose_all};

use super::*;

fn all(pastes: &[&str]) -> Report {
    with_options(pastes, None, None)
}

fn with_options(pastes: &[&str], token: Option<usize>, compared: Option<usize>) -> Report {
    let mut context = Context::at(NumericDate(NOW));
    (context.token, context.compared) = (token, compared);
    diagnose_all(pastes, context)
}

fn check(report: &Report, id: CheckId) -> (CheckState, String, String) {
    let check = report.checks.iter().find(|check| check.id == id).unwrap();
    (check.state, plain(&check.value), plain(&check.reason))
}

#[track_caller]
fn assert_pill(report: &Report, pill: &str, tone: Tone) {
    let verdict = &report.verdict;
    assert_eq!((&*verdict.pill, verdict.tone), (pill, tone), "{verdict:?}");
}

fn fresh() -> String {
    token(&claims(), SECRET)
}

fn expired() -> String {
    token(&made(-7200), SECRET)
}

const OTHER: &str = "ZyXwVuTsRqPoNmLkJiHgFeDcBa98765432QwErTyUiO";
const REFUSED: &str = "could not establish signal connection: invalid authorization token: token has invalid claims: token is expired";

#[test]
fn the_newest_token_is_judged_and_the_older_one_can_be() {
    let (expired, fresh) = (expired(), fresh());
    let report = all(&[&expired, &fresh]);
    assert_eq!(report.subject, Some(1));
    assert_pill(&report, "Almost: add the secret", Tone::Almost);
    assert_eq!(check(&report, CheckId::Time).0, CheckState::Passes);
    assert!(report.other_findings.is_empty());
    let states: Vec<_> = (report.found.tokens.iter())
        .map(|token| (token.state, token.own))
        .collect();
    assert_eq!(
        states,
        [(TokenState::Expired, true), (TokenState::Valid, true)]
    );
    let report = with_options(&[&expired, &fresh], Some(0), None);
    assert_eq!(report.subject, Some(0));
    assert_eq!(report.findings[0].code.name(), "expired");
    assert_pill(&report, "Refused", Tone::Bad);
}

#[test]
fn a_chosen_token_has_its_own_answer_and_not_that_of_another() {
    let (expired, fresh) = (expired(), fresh());
    let pair = env(SECRET);
    let seen = format!("{expired}\n{REFUSED}");
    for pastes in [[&pair, &seen, &fresh], [&pair, &fresh, &seen]] {
        let pastes = pastes.map(String::as_str);
        let first = all(&pastes).found.tokens[0].state;
        let [older, newer] = [0, 1].map(|at| with_options(&pastes, Some(at), None));
        let (bad, good) = match first {
            TokenState::Expired => (older, newer),
            _ => (newer, older),
        };
        assert_eq!(bad.verdict.outcome, Outcome::Refuses);
        assert_eq!(bad.slots.error.state, SlotState::Bad);
        assert_eq!(good.verdict.outcome, Outcome::Accepts, "{:?}", good.verdict);
        assert_eq!(good.slots.error.state, SlotState::Empty);
    }
    // In one paste, what is below a token belongs to it.
    let log = format!("{pair}\n{expired}\n{REFUSED}\n{fresh}\n");
    assert_eq!(
        with_options(&[&log], Some(0), None).verdict.outcome,
        Outcome::Refuses
    );
    assert_eq!(
        with_options(&[&log], Some(1), None).verdict.outcome,
        Outcome::Accepts
    );
}

#[test]
fn another_token_is_chosen_for_the_same_search() {
    let text = format!("{}\n{}", expired(), fresh());
    let mut context = Context::at(NumericDate(NOW));
    let mut search = Search::start(text, context.clone());
    while search.step() {}
    let newest = search.report().subject;
    context.token = Some(1);
    search.update(context.clone());
    assert_eq!(search.report().subject, Some(1));
    context.token = None;
    search.update(context.clone());
    assert_eq!(search.report().subject, newest);
    // One that is not there is as good as none.
    context.token = Some(9);
    search.update(context);
    assert_eq!(search.report().subject, newest);
}

#[test]
fn a_token_that_was_pasted_twice_is_one() {
    let fresh = fresh();
    let report = all(&[&fresh, &expired(), &format!("token={fresh}")]);
    let tokens = &report.found.tokens;
    assert_eq!((tokens.len(), report.tokens.len()), (2, 2));
    assert_eq!((tokens[0].spans.len(), tokens[1].spans.len()), (2, 1));
    assert_eq!(report.subject, Some(0), "it is the newest, too");
}

#[test]
fn the_second_secret_fits() {
    let fresh = fresh();
    let report = all(&[&fresh, OTHER, SECRET]);
    assert_pill(&report, "Works", Tone::Good);
    let fitting: Vec<_> = report
        .found
        .pairs
        .iter()
        .map(|pair| &pair.fits[..])
        .collect();
    assert_eq!(fitting.iter().filter(|fits| ***fits == [0]).count(), 1);
    let pair = |secret: &str| format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={secret}");
    let files = [
        format!("==> .env <==\n{}", pair(OTHER)),
        format!(
            "==> .env.local <==\n# secrets of LiveKit\n\n{}",
            pair(SECRET)
        ),
    ];
    let report = all(&[&fresh, &files[0], &files[1]]);
    assert_eq!(
        check(&report, CheckId::Signature).1,
        "made with the secret in .env.local (line 4), not with the one in .env (line 2)"
    );
    assert_eq!(report.slots.secret.label, "fits: .env.local, line 4");
    assert_eq!(
        check(&report, CheckId::ApiKey).1,
        format!("{KEY} (.env.local, line 3)")
    );
}

#[test]
fn the_token_of_another_service_is_named_and_not_judged() {
    let foreign = common::signed(
        r#"{"alg":"RS256"}"#,
        r#"{"iss":"https://x.auth0.com/","sub":"auth0|1"}"#,
        b"x",
    );
    let paste = format!(
        "Authorization: Bearer {foreign}\n{{\"token\":\"{}\"}}\n{}",
        fresh(),
        env(SECRET)
    );
    let report = all(&[&paste]);
    assert_pill(&report, "Works", Tone::Good);
    assert_eq!(report.subject, Some(1));
    let first = &report.found.tokens[0];
    assert_eq!((first.state, first.own), (TokenState::OtherService, false));
}

#[test]
fn the_leeway_is_a_warning() {
    let mut claims = claims();
    claims["exp"] = json!(MINTED - 29);
    claims["nbf"] = json!(MINTED - 600);
    let report = all(&[&token(&claims, SECRET), &env(SECRET)]);
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
    assert_pill(&report, "Expired, still accepted", Tone::Warning);
    assert_eq!(check(&report, CheckId::Time).0, CheckState::Warns);
    assert!(
        check(&report, CheckId::Time).2.is_empty(),
        "the verdict says it"
    );
    assert_eq!(report.found.tokens[0].state, TokenState::Expired);
    assert_eq!((report.leeway, report.changes_at), (60.0, Some(NOW + 31.0)));
}

#[test]
fn what_was_recognized_is_in_its_slot() {
    let report = all(&["{\"token\":{}}"]);
    assert_eq!(report.verdict.outcome, Outcome::Refuses);
    assert_eq!(
        (&*report.slots.error.label, report.slots.error.state),
        ("\"token\":{}", SlotState::Bad)
    );
    assert!(report.checks.is_empty() && report.subject.is_none());
    let report = all(&[&fresh(), &env(SECRET)]);
    let slots = &report.slots;
    assert_eq!(
        (&*slots.token.label, slots.token.state),
        ("alice → my-room", SlotState::Good)
    );
    assert_eq!(
        (&*slots.server.label, slots.server.state),
        ("wss://demo.livekit.cloud", SlotState::Neutral)
    );
    assert_eq!(
        (slots.error.state, slots.code.state),
        (SlotState::Empty, SlotState::Empty)
    );
    let measure = report.measure.unwrap();
    assert!(
        measure.contains("curl -sI 'https://demo.livekit.cloud'"),
        "{measure}"
    );
    assert_eq!(all(&[&fresh()]).measure, None);
}

#[test]
fn a_mistake_in_code_is_a_bug_with_its_correction() {
    let code = "const at = new AccessToken(key, secret, { identity: 'a' });\nat.addGrant({ roomJoin: true, room: 'r' });\nconst token = at.toJwt();\nres.json({ token });";
    let report = all(&[code]);
    assert_pill(&report, "Bug in your code", Tone::Bad);
    let snippets = &report.verdict.snippets;
    assert_eq!((snippets.len(), snippets[0].sdk), (1, "Node"));
    assert!(
        snippets[0].code.contains("await at.toJwt()"),
        "{snippets:?}"
    );
    assert_eq!(report.slots.code.state, SlotState::Bad);
    let code = "from livekit import api\ntoken = api.AccessToken(k, s).with_identity('a').with_ttl(600).with_grants(api.VideoGrants(room_join=True, room='r'))";
    let report = all(&[code]);
    let snippets = &report.verdict.snippets;
    assert_eq!(
        (snippets.len(), snippets[0].sdk),
        (9, "Python"),
        "{report:?}"
    );
    assert!(all(&[&fresh()]).verdict.snippets.is_empty());
}

#[test]
fn a_mistake_in_code_is_no_fault_of_the_token_beside_it() {
    let report = all(&[
        &fresh(),
        &env(SECRET),
        "const token = at.toJwt(); room.connect(url, token)",
    ]);
    assert_pill(&report, "Bug in your code", Tone::Bad);
    assert_eq!(check(&report, CheckId::Format).0, CheckState::Passes);
    assert_eq!(report.slots.code.state, SlotState::Bad);
}

#[test]
fn a_text_that_leaves_the_reason_open_is_not_told_beside_the_reason() {
    let expired = token(&with("exp", json!(MINTED - 3600)), SECRET);
    let report = all(&[&format!("Could not establish signal connection\n{expired}")]);
    let open = |report: &Report| {
        let is_open =
            |finding: &why401::report::Finding| finding.code.name() == "signal_connection";
        report
            .findings
            .iter()
            .find(|finding| is_open(finding))
            .map(|finding| finding.said)
    };
    assert_eq!(open(&report), Some(true), "{report:?}");
    let report = all(&[&format!(
        "Could not establish signal connection\n{}",
        fresh()
    )]);
    assert_ne!(open(&report), None, "{report:?}");
}

#[test]
fn a_number_is_in_the_pill_only_if_it_is_known() {
    let mut wrong = claims();
    wrong["video"] = json!({"room": "r"});
    let report = all(&[&token(&wrong, SECRET), &env(SECRET)]);
    assert_pill(&report, "Refused · 401", Tone::Bad);
    // Without the secret, the status depends on what is not checked.
    assert_pill(&all(&[&token(&wrong, SECRET)]), "Refused", Tone::Bad);
    assert_pill(&all(&["livekit: token is expired"]), "Refused", Tone::Bad);
}

#[test]
fn each_check_is_judged_for_itself() {
    let mut both = made(-7200);
    both["video"] = json!({"room": "r"});
    let report = all(&[&token(&both, OTHER), &env(SECRET)]);
    let states: Vec<_> = report.checks.iter().map(|check| check.state).collect();
    assert_eq!(
        states,
        [
            CheckState::Passes,
            CheckState::Passes,
            CheckState::Fails,
            CheckState::Fails,
            CheckState::Fails,
            CheckState::Unchecked
        ]
    );
    for check in &report.checks[3..5] {
        assert!(!check.reason.is_empty(), "{check:?}");
    }
}

#[test]
fn two_tokens_are_compared_claim_by_claim() {
    let mut other = made(-7200);
    other["sub"] = json!("bob");
    other["video"] = json!({"roomJoin": true, "room": "r", "roomAdmin": true});
    let pastes = [env(SECRET), token(&other, OTHER), fresh()];
    let pastes = [&*pastes[0], &*pastes[1], &*pastes[2]];
    let report = with_options(&pastes, None, Some(0));
    let said: Vec<_> = (report.comparison.iter())
        .map(|difference| (difference.claim.clone(), plain(&difference.message)))
        .collect();
    let said: Vec<_> = said
        .iter()
        .map(|(claim, message)| (&**claim, &**message))
        .collect();
    let expired = format!(
        "This token expires at @{}, the other expired at @{}.",
        MINTED + 3600,
        MINTED - 3600
    );
    assert_eq!(
        said,
        [
            ("identity", "This token is for alice, the other is for bob."),
            (
                "room",
                "This token names the room my-room, the other names the room r."
            ),
            ("grants", "Only the other grants video.roomAdmin."),
            ("expiry", &expired),
            ("start", "This token becomes valid 7200 s after the other."),
            (
                "signature",
                "This token was signed with the secret in lines 2–3, the other with none of the secrets here."
            ),
        ]
    );
    assert!(
        with_options(&pastes, None, Some(1)).comparison.is_empty(),
        "with itself"
    );
    assert!(all(&pastes).comparison.is_empty());
}

#[test]
fn lines_are_those_of_the_file() {
    let files = format!(
        "hello\n==> .env <==\n# of LiveKit\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n==> app.js <==\nx"
    );
    let report = all(&[&fresh(), &files]);
    assert_eq!(report.found.pairs[0].place, ".env, lines 2–3");
    assert_eq!(report.slots.secret.label, "fits: .env, line 3");
}
