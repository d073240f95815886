//! Times `diagnose` natively: one token with its pair, the error text alone, logs of up to 50 MB, and inputs that were
//! slow in the past.

mod log;

use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use why401::diagnose;
use why401::file::Reader;
use why401::text::NumericDate;

const MEGABYTE: usize = 1_000_000;
const NOW: NumericDate = NumericDate(1_795_516_100.0);

fn main() {
    file();
    let calls = |name: &str, paste: &str| {
        let best = best(paste, 30, 300) * 1e6;
        println!("native   diagnose, {name:<24} {best:8.1} µs");
    };
    calls("one token with its pair", log::SETTINGS);
    calls("an error text", "could not establish signal connection");
    keep_for_node(&log::of(MEGABYTE));
    for (megabytes, rounds) in [(1, 60), (10, 8), (50, 4)] {
        rate(
            &format!("a log of {megabytes} MB"),
            &log::of(megabytes * MEGABYTE),
            rounds,
        );
    }
    // Each of these once took minutes, because the whole text was read again for each of them.
    for piece in [
        "access_token=",
        "-eyJhbGciOiJI\n",
        "eyJhbGciOiJI/",
        "invalid authorization token: token has invalid claims: token is expired\n",
    ] {
        for megabytes in [1, 5] {
            let paste = piece.repeat(megabytes * MEGABYTE / piece.len());
            rate(&format!("{megabytes} MB of {piece:.16?}…"), &paste, 5);
        }
    }
}

/// Times the reader of files on 100 MB of a server's log, from disk, with `grep -c eyJ` on the same file beside it.
#[allow(clippy::cast_precision_loss)]
fn file() {
    let path = keep("100-mb.log", &log::with_tokens(100 * MEGABYTE));
    let read = || {
        let start = Instant::now();
        let mut file = fs::File::open(&path).expect("the log was written");
        let mut reader = Reader::new(NOW);
        let mut chunk = vec![0; MEGABYTE];
        while let Ok(length @ 1..) = file.read(&mut chunk) {
            reader.push(&chunk[..length]);
        }
        (start.elapsed().as_secs_f64(), reader.finish())
    };
    let (mut seconds, overview) = read();
    for _ in 0..4 {
        seconds = seconds.min(read().0);
    }
    println!(
        "native   a file of 100 MB: {:.2} s. {}",
        seconds, overview.message
    );
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!("native   a file of 100 MB, memory at most, with the log itself: {peak}");
    }
    let start = Instant::now();
    if let Ok(found) = Command::new("grep")
        .arg("-c")
        .arg("eyJ")
        .arg(&path)
        .output()
    {
        let lines = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        println!(
            "native   grep -c eyJ: {:.2} s, {lines} lines",
            start.elapsed().as_secs_f64()
        );
    }
}

/// Writes a log for `peers.mjs`.
fn keep_for_node(log: &str) {
    keep("1-mb.log", log);
}

/// Writes a log to `target/bench/`.
fn keep(name: &str, log: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder).expect("target/ can be written");
    let path = folder.join(name);
    fs::write(&path, log).expect("target/bench/ can be written");
    path
}

/// Prints the time of a call and its throughput, which stays the same for any length if the time is linear in it.
#[allow(clippy::cast_precision_loss)]
fn rate(name: &str, paste: &str, rounds: u32) {
    let seconds = best(paste, rounds, 1);
    let megabytes = paste.len() as f64 / MEGABYTE as f64;
    let (milliseconds, rate) = (seconds * 1e3, megabytes / seconds);
    println!("native   diagnose, {name:<24} {milliseconds:8.1} ms, {rate:5.1} MB/s");
}

/// The time of the fastest of several rounds, in seconds: the one that nothing else on the machine slowed down.
fn best(paste: &str, rounds: u32, calls: u32) -> f64 {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(diagnose(black_box(paste), NOW));
            }
            start.elapsed().as_secs_f64() / f64::from(calls)
        })
        .fold(f64::INFINITY, f64::min)
}
