//! Every sentence, as snapshots to be read like prose: `INSTA_UPDATE=always cargo test --test sentences` writes them.

#[path = "../common/mod.rs"]
mod common;

mod cases;
mod coverage;
mod english;
mod languages;
mod properties;
mod prose;

/// Compares the sentences of a family of cases with its snapshot.
fn assert_snapshot(name: &str) {
    let (_, family) = cases::FAMILIES
        .into_iter()
        .find(|(own, _)| *own == name)
        .unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, prose::write(&family())));
}

#[test]
fn of_what_is_no_sound_token() {
    assert_snapshot("form");
}

#[test]
fn of_verdicts_and_what_to_paste_next() {
    assert_snapshot("verdicts");
}

#[test]
fn of_what_the_server_refuses() {
    assert_snapshot("refusals");
}

#[test]
fn of_what_was_seen_beside_a_token() {
    assert_snapshot("judgement");
}

#[test]
fn of_what_a_server_answered() {
    assert_snapshot("answers");
}

#[test]
fn of_tokens_of_other_services() {
    assert_snapshot("services");
}

#[test]
fn of_keys_of_all_forms() {
    assert_snapshot("keys");
}

#[test]
fn of_the_commonest_situations_elsewhere() {
    assert_snapshot("situations");
}

#[test]
fn of_slips() {
    assert_snapshot("slips");
}

#[test]
fn of_keys_and_secrets() {
    assert_snapshot("secrets");
}

#[test]
fn of_settings() {
    assert_snapshot("settings");
}

#[test]
fn of_environments() {
    assert_snapshot("environments");
}

#[test]
fn of_time_pitfalls() {
    assert_snapshot("times");
}

#[test]
fn of_clocks() {
    assert_snapshot("clocks");
}

#[test]
fn of_source_code() {
    assert_snapshot("code");
}

#[test]
fn of_answers_of_http() {
    assert_snapshot("responses");
}

#[test]
fn of_known_texts() {
    assert_snapshot("texts");
}

#[test]
fn of_field_cases() {
    assert_snapshot("field-cases");
}
