//! RSA keys that can be broken.

/// The primes for which the test is made. The numbers of other keys pass it by chance once in 10^18.
const PRIMES: [u64; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// Whether a modulus has the form of those that Infineon's library made: modulo small primes it is a power of 65537 (Nemec et al.,
/// *The Return of Coppersmith's Attack*, section 2.4; CVE-2017-15361).
pub(super) fn is_roca(modulus: &[u8]) -> bool {
    PRIMES.into_iter().all(|prime| {
        let rest = (modulus.iter()).fold(0, |rest, byte| (rest * 256 + u64::from(*byte)) % prime);
        let mut power = 1;
        loop {
            if power == rest {
                return true;
            }
            power = power * 65_537 % prime;
            if power == 1 {
                return false;
            }
        }
    })
}
