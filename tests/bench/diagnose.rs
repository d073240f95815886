//! Times `diagnose` natively: one token with its pair, and the error text alone.

use std::hint::black_box;
use std::time::Instant;

use why401::diagnose;
use why401::text::NumericDate;

const TOKEN: &str = include_str!("../vectors/page.env");
const NOW: NumericDate = NumericDate(1_795_516_100.0);

fn main() {
    measure("one token with its pair", TOKEN);
    measure("an error text", "could not establish signal connection");
}

/// Prints the best of some rounds: the one that nothing else on the machine disturbed.
fn measure(name: &str, paste: &str) {
    const ROUNDS: u32 = 30;
    const CALLS: u32 = 300;
    let best = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                black_box(diagnose(black_box(paste), NOW));
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
        })
        .fold(f64::INFINITY, f64::min);
    println!("native   diagnose, {name:<24} {best:8.1} µs");
}
