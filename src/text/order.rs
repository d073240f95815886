//! Sorts lists of anything, with code for sorting that the page has once and not for each type.

use std::cmp::Ordering;

/// The items in the order of their keys; items of equal keys keep their order.
///
/// ```
/// use why401::text::order::sorted;
///
/// let words = vec!["token", "key", "url"];
/// assert_eq!(sorted(words, |word| (word.len(), 0)), ["key", "url", "token"]);
/// ```
pub fn sorted<T>(items: Vec<T>, key: impl Fn(&T) -> (usize, usize)) -> Vec<T> {
    sorted_by(items, |one, other| key(one).cmp(&key(other)))
}

/// The items in this order; equal ones keep theirs.
pub fn sorted_by<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    // What is read from a text mostly is in its order.
    if items.is_sorted_by(|one, other| compare(one, other).is_le()) {
        return items;
    }
    let order = order(items.len(), &|one, other| {
        compare(&items[one], &items[other])
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    (order.into_iter())
        .filter_map(|at| items[at].take())
        .collect()
}

/// The indices of a list in the order of its items.
fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}
