//! A pair of key and secret for a server of one's own, in the form in which `livekit-server generate-keys` prints one.

/// The alphabet of LiveKit's API keys, without characters that look alike.
const OF_KEYS: &[u8; 57] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// The alphabet of LiveKit's API secrets.
const OF_SECRETS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The lengths of the two, in characters: `API` and 12, and 43, which hold 256 bits.
const LENGTHS: (usize, usize) = (12, 43);

/// A key and a secret out of random bytes, which have to come from a generator for cryptography. About 58 are used; 256 are always enough.
///
/// ```
/// use why401::repair::pair::development;
///
/// let (key, secret) = development((0..=255).cycle());
/// assert!(key.starts_with("API") && key.len() == 15);
/// assert_eq!(secret.len(), 43);
/// ```
pub fn development(mut random: impl Iterator<Item = u8>) -> (String, String) {
    let key = characters(OF_KEYS, LENGTHS.0, &mut random);
    let secret = characters(OF_SECRETS, LENGTHS.1, &mut random);
    (format!("API{key}"), secret)
}

/// So many characters of an alphabet. Bytes that would make some of them more likely are left out.
fn characters(alphabet: &[u8], length: usize, random: impl Iterator<Item = u8>) -> String {
    let fair = 256 / alphabet.len() * alphabet.len();
    random
        .map(usize::from)
        .filter(|byte| *byte < fair)
        .map(|byte| char::from(alphabet[byte % alphabet.len()]))
        .take(length)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{OF_SECRETS, characters};

    #[test]
    fn each_character_is_as_likely_as_the_others() {
        let mut counts = HashMap::new();
        for character in characters(OF_SECRETS, 248, 0..=255).chars() {
            *counts.entry(character).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 62);
        assert!(counts.values().all(|count| *count == 4));
    }
}
