//! Sorts lists of anything by numbers.

/// The items in the order of their keys; items of equal keys keep their order.
///
/// The numbers are sorted, and not the items, so that the page has the code for sorting once and not for each type.
///
/// ```
/// use why401::text::order::sorted;
///
/// let words = vec!["token", "key", "url"];
/// assert_eq!(sorted(words, |word| (word.len(), 0)), ["key", "url", "token"]);
/// ```
pub fn sorted<T>(items: Vec<T>, key: impl Fn(&T) -> (usize, usize)) -> Vec<T> {
    let mut order: Vec<((usize, usize), usize)> = items.iter().map(key).zip(0..).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    (order.into_iter())
        .filter_map(|(_, at)| items[at].take())
        .collect()
}
