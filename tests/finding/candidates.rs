//! The causes that are named where only a general error is known.

use std::cmp::Reverse;

use serde_json::Value;
use why401::finding::cause::{Cause, GENERAL};

/// How many of the public reports had a cause.
fn reports(cause: Cause) -> usize {
    let rows = include_str!("../vectors/field-cases.jsonl").lines();
    let is_it = |row: &Value| row["cause_class"] == cause.name();
    rows.map(|row| serde_json::from_str(row).unwrap())
        .filter(is_it)
        .count()
}

#[test]
fn general_causes_are_in_the_order_of_their_frequency() {
    let (last, causes) = GENERAL.split_last().unwrap();
    assert_eq!(*last, Cause::Other);
    assert!(causes.is_sorted_by_key(|cause| Reverse(reports(*cause))));
    assert!(causes.iter().all(|cause| reports(*cause) > 0));
}
