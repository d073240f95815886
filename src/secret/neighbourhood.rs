//! All secrets that are one edit away from another.

use crate::secret::slip::{Edit, Slip};

/// The characters of the secrets that LiveKit makes.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Finds the one edit over base62 that makes `secret` fit: a character changed, added, lost, or exchanged with the next.
pub fn find(secret: &[u8], fits: &mut dyn FnMut(&[u8]) -> bool) -> Option<Slip> {
    let mut near = secret.to_vec();
    for at in 0..secret.len() {
        let edit = |edit| Some(Slip::Edit { edit, at });
        if at + 1 < secret.len() && secret[at] != secret[at + 1] {
            near.swap(at, at + 1);
            if fits(&near) {
                return edit(Edit::Exchanged);
            }
            near.swap(at, at + 1);
        }
        let own = near.remove(at);
        if fits(&near) {
            return edit(Edit::Added);
        }
        near.insert(at, own);
        for &other in BASE62 {
            near[at] = other;
            if other != own && fits(&near) {
                return edit(Edit::Changed);
            }
        }
        near[at] = own;
    }
    for at in 0..=secret.len() {
        near.insert(at, b'0');
        for &lost in BASE62 {
            near[at] = lost;
            // Before its like it comes to the same as behind it.
            if secret.get(at) != Some(&lost) && fits(&near) {
                let edit = Edit::Lost;
                return Some(Slip::Edit { edit, at });
            }
        }
        near.remove(at);
    }
    None
}
