//! All secrets that are one edit away from another.

use crate::secret::slip::{Edit, Kind, Slip};

/// The characters of the secrets that LiveKit makes.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Finds the one edit over base62 that makes `secret` fit: a character changed, added, removed, or swapped with the
/// next.
pub fn find(secret: &[u8], mut fits: impl FnMut(&[u8]) -> bool) -> Option<Slip> {
    let slip = |edit, at| {
        Some(Slip {
            kind: Kind::OneCharacter { edit, at },
            detail: "",
        })
    };
    let mut near = secret.to_vec();
    let mut shorter = secret[1..].to_vec();
    for (at, &own) in secret.iter().enumerate() {
        if fits(&shorter) {
            return slip(Edit::Remove, at);
        }
        if at < shorter.len() {
            shorter[at] = own;
            near.swap(at, at + 1);
            if near != secret && fits(&near) {
                return slip(Edit::Exchange, at);
            }
            near.swap(at, at + 1);
        }
        for &other in BASE62 {
            near[at] = other;
            if other != own && fits(&near) {
                return slip(Edit::Replace, at);
            }
        }
        near[at] = own;
    }
    let mut longer = [b"0", secret].concat();
    for at in 0..longer.len() {
        let next = secret.get(at);
        for &lost in BASE62 {
            longer[at] = lost;
            // Inserting a character before an equal one gives the same text as inserting it after.
            if next != Some(&lost) && fits(&longer) {
                return slip(Edit::Insert, at);
            }
        }
        if let Some(&next) = next {
            longer[at] = next;
        }
    }
    None
}
