//! Puts values in order.

/// Orders `items` by a key of two numbers, equal ones as they stood.
///
/// The standard library's sorts are made anew for every type, at some four kilobytes of the page each; [`sorted`] is made
/// once, whatever the items are.
pub fn by_key<T>(items: &mut [T], key: &dyn Fn(&T) -> (usize, usize)) {
    let mut keys = Vec::new();
    for item in &*items {
        keys.push(key(item));
    }
    for (one, other) in swaps(&keys) {
        items.swap(one, other);
    }
}

/// Keeps the items of which `is_kept` holds, in their order. It is asked once for each, from the first on. `Vec::retain` is a
/// third of a kilobyte for every kind of item.
pub fn keep<T>(items: &mut Vec<T>, is_kept: &mut dyn FnMut(&T) -> bool) {
    let mut kept = 0;
    for at in 0..items.len() {
        if is_kept(&items[at]) {
            items.swap(kept, at);
            kept += 1;
        }
    }
    items.truncate(kept);
}

/// What has to be swapped, one after the other, to put keys in order.
fn swaps(keys: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut targets = vec![0; keys.len()];
    let order = sorted(keys.len(), &|one, other| keys[one] < keys[other]);
    for (target, at) in order.into_iter().enumerate() {
        targets[at] = target;
    }
    let mut swaps = Vec::new();
    for at in 0..targets.len() {
        while targets[at] != at {
            let target = targets[at];
            swaps.push((at, target));
            targets.swap(at, target);
        }
    }
    swaps
}

/// The indices below `length` in order, equal ones as they stand: merges runs of twice the length each time.
pub fn sorted(length: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut run = 1;
    while run < length {
        let mut merged = Vec::with_capacity(length);
        for runs in order.chunks(2 * run) {
            let (mut left, mut right) = runs.split_at(run.min(runs.len()));
            while let (Some(&first), Some(&second)) = (left.first(), right.first()) {
                let side = if before(second, first) {
                    &mut right
                } else {
                    &mut left
                };
                merged.push(side[0]);
                *side = &side[1..];
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        run *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{by_key, keep, sorted};

    #[test]
    fn equal_items_stay_as_they_stood() {
        let mut words = ["bb", "a", "c", "aa"];
        by_key(&mut words, &|word| (word.len(), 0));
        assert_eq!(words, ["a", "c", "bb", "aa"]);
    }

    #[test]
    fn each_item_comes_to_its_place() {
        let mut items: Vec<_> = (0..50).map(|at| at * 37 % 50).collect();
        by_key(&mut items, &|item| (*item, 0));
        assert!(items.is_sorted());
    }

    #[test]
    fn what_is_kept_stays_in_order() {
        let mut words = vec!["a", "bb", "c", "", "dd"];
        keep(&mut words, &mut |word| word.len() != 1);
        assert_eq!(words, ["bb", "", "dd"]);
    }

    #[test]
    fn orders_as_the_standard_library_does() {
        for length in 0..70 {
            let keys: Vec<_> = (0..length).map(|at| at * 37 % 23).collect();
            let mut expected: Vec<_> = (0..length).collect();
            expected.sort_by_key(|at| keys[*at]);
            assert_eq!(
                sorted(length, &|one, other| keys[one] < keys[other]),
                expected
            );
        }
    }
}
