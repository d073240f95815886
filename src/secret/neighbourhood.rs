//! All secrets that are one edit away from another.

use crate::secret::slip::Slip;

/// The characters of the secrets that LiveKit makes.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What has to be done to the secret, with the number of a character, and of the next, for `{}`.
const ADD: &str = "with one more character, put in as its character {}";
const REMOVE: &str = "without its character {}";
const CHANGE: &str = "with another character {}";
const EXCHANGE: &str = "with its characters {} and {} exchanged";

/// Finds the one edit over base62 that makes `secret` fit: a character changed, added, lost, or exchanged with the next.
pub fn find(secret: &[u8], mut fits: impl FnMut(&[u8]) -> bool) -> Option<Slip> {
    let edit = |what, at| {
        Some(Slip {
            code: "secret-one-character",
            what,
            at: Some(at),
        })
    };
    let mut near = secret.to_vec();
    let mut shorter = secret[1..].to_vec();
    for (at, &own) in secret.iter().enumerate() {
        if fits(&shorter) {
            return edit(REMOVE, at);
        }
        if at < shorter.len() {
            shorter[at] = own;
            near.swap(at, at + 1);
            if near != secret && fits(&near) {
                return edit(EXCHANGE, at);
            }
            near.swap(at, at + 1);
        }
        for &other in BASE62 {
            near[at] = other;
            if other != own && fits(&near) {
                return edit(CHANGE, at);
            }
        }
        near[at] = own;
    }
    let mut longer = [b"0", secret].concat();
    for at in 0..longer.len() {
        let next = secret.get(at);
        for &lost in BASE62 {
            longer[at] = lost;
            // Before its like it comes to the same as behind it.
            if next != Some(&lost) && fits(&longer) {
                return edit(ADD, at);
            }
        }
        if let Some(&next) = next {
            longer[at] = next;
        }
    }
    None
}
