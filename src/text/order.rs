//! Puts values in order.

/// Orders `items` by a key of two numbers, equal ones as they stood.
///
/// The standard library's sorts are made anew for every type, at some four kilobytes of the page each; this one sorts
/// numbers, whatever the items are.
#[must_use]
pub fn by_key<T>(items: Vec<T>, key: impl Fn(&T) -> (usize, usize)) -> Vec<T> {
    let mut order: Vec<_> = (items.iter().enumerate())
        .map(|(at, item)| (key(item), at))
        .collect();
    order.sort_unstable();
    let mut items: Vec<_> = items.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|(_, at)| items[at].take())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::by_key;

    #[test]
    fn equal_items_stay_as_they_stood() {
        let words = vec!["bb", "a", "c", "aa"];
        assert_eq!(
            by_key(words, |word| (word.len(), 0)),
            ["a", "c", "bb", "aa"]
        );
    }
}
