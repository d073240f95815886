//! Compares the core's predictions with the results of LiveKit's own code, on new tokens; see `tests/oracle/README.md`.

#[path = "../../common/mod.rs"]
mod common;
mod corpus;
mod era;
#[path = "../../common/faults.rs"]
mod faults;
mod forms;
mod generator;
mod permission;
mod random;
mod recipe;
mod shrink;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use why401::server::release::{RELEASES, Release, Version, v};
use why401::text::base64url;

use corpus::{Comparison, Corpus};
use era::{Difference, ERAS, Era, Oracle, Said};
use recipe::Recipe;

/// The number of tokens per batch, all of which are in memory several times.
const BATCH: u64 = 1000;
/// How many kinds of differences are shown per era.
const SHOWN: usize = 25;

struct Options {
    programs: PathBuf,
    tokens: u64,
    /// States of the form in which tokens are made.
    forms: u64,
    seed: u64,
    /// The release to check alone, by its verifier and its server in `programs`; the server may be missing.
    release: Option<Version>,
}

/// Tokens of one run, made at one time.
struct Batch {
    first: u64,
    now: i64,
    tokens: Vec<Vec<u8>>,
}

/// The result for one era.
#[derive(Default)]
struct Outcome {
    asked: u64,
    stages: BTreeMap<String, u64>,
    differences: u64,
    /// Differences in cases that the core is documented to leave out.
    limits: u64,
    shown: Vec<String>,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, Box<dyn Error>> {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let mut options = Options {
        programs: "target/oracle".into(),
        tokens: 10_000,
        forms: 10_000,
        seed: u64::from(clock.subsec_nanos()) ^ clock.as_secs() << 20,
        release: None,
    };
    if let Ok(seed) = std::env::var("ORACLE_SEED") {
        options.seed = seed.parse()?;
    }
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or("every option has a value")?;
        match name.as_str() {
            "--programs" => options.programs = value.into(),
            "--tokens" => options.tokens = value.parse()?,
            "--forms" => options.forms = value.parse()?,
            "--seed" => options.seed = value.parse()?,
            "--release" => options.release = Some(version(&value).ok_or("a release is v1.X.Y")?),
            _ => return Err(format!("unknown option {name}").into()),
        }
    }
    Ok(options)
}

/// A release such as `v1.13.11`.
fn version(name: &str) -> Option<Version> {
    let (minor, patch) = name.strip_prefix("v1.")?.split_once('.')?;
    Some(v(minor.parse().ok()?, patch.parse().ok()?))
}

/// Whether there was no difference.
fn run() -> Result<bool, Box<dyn Error>> {
    let options = options()?;
    let Some(version) = options.release else {
        return compare_all(&options, &ERAS);
    };
    let verifier = Era {
        program: format!("verifier-{version}").into(),
        version,
    };
    let row = verifier.row().ok_or("the table begins later")?;
    let corpus = Corpus::read()?;
    let mut equal = true;
    let recorded = corpus.compare_recorded(&version.name(), row);
    if recorded.asked > 0 {
        equal &= told("recorded answers", &recorded);
    }
    let server = options.programs.join(format!("server-{version}"));
    if server.exists() {
        equal &= told("answers of its server", &corpus.ask_server(&server, row)?);
    } else {
        println!("NOT ASKED: the server of {version}, which could not be built here");
    }
    let asked = corpus.ask_verifier(&options.programs, &verifier)?;
    equal &= told("answers of its verifier", &asked);
    equal &= compare_all(&options, &[verifier])?;
    println!("{}", conclusion(version, row, equal));
    Ok(equal)
}

/// Prints a comparison. Whether there was no difference.
fn told(what: &str, comparison: &Comparison) -> bool {
    let counts = comparison.differences.values().map(|(count, _)| count);
    let found: usize = counts.sum();
    println!("{} {what}, {found} differences", comparison.asked);
    for (class, (count, first)) in &comparison.differences {
        println!("class {class}: {count}");
        for difference in first {
            println!("  {difference}");
        }
    }
    found == 0 && comparison.asked > 0
}

/// What to do with the table of releases.
fn conclusion(version: Version, row: &Release, equal: bool) -> String {
    let last = include_str!("../../../src/server/release/table.rs").lines();
    let last = last
        .filter_map(|line| line.trim().strip_prefix("row("))
        .next_back();
    let rules = last
        .and_then(|last| last.strip_suffix("),")?.rsplit_once(", "))
        .map_or("", |(_, rules)| rules);
    let named = |version: Version| format!("v({}, {})", version.minor, version.patch);
    let (since, own) = (named(row.since), named(version));
    match (row.contains(version), equal) {
        (true, true) => format!("{version}, which is in the row {row}: no difference"),
        (true, false) => {
            format!("{version} differs from its row {row} in src/server/release/table.rs")
        }
        (false, true) => format!(
            "{version}: no difference. The last row of src/server/release/table.rs becomes:\n    row({since}, {own}, {rules}),"
        ),
        (false, false) => format!(
            "{version} differs from the newest row, {row}. Behind the last row of src/server/release/table.rs comes:\n    // <the Go file in which the difference is>: <what is new>; measured.\n    row({own}, {own}, <{rules} with the difference>),\nand the number of rows becomes {}.",
            RELEASES.len() + 1
        ),
    }
}

/// Asks each program about new tokens. Whether there was no difference.
fn compare_all(options: &Options, eras: &[Era]) -> Result<bool, Box<dyn Error>> {
    let start = Instant::now();
    println!(
        "{} tokens per era, ORACLE_SEED={}",
        options.tokens, options.seed
    );
    let seed = options.seed;
    let (senders, workers): (Vec<_>, Vec<_>) = eras
        .iter()
        .cloned()
        .map(|era| {
            let (sender, batches) = sync_channel::<Arc<Batch>>(2);
            let programs = options.programs.clone();
            let work = move || compare(Oracle::start(&programs, &era, 0)?, &batches, seed);
            (sender, thread::spawn(work))
        })
        .unzip();
    for first in (0..options.tokens).step_by(usize::try_from(BATCH)?) {
        let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
        let end = options.tokens.min(first + BATCH);
        let tokens = (first..end)
            .map(|index| generator::recipe(seed, index, now).bake())
            .collect();
        let batch = Arc::new(Batch { first, now, tokens });
        for sender in &senders {
            // A worker that has crashed reports the reason itself.
            _ = sender.send(Arc::clone(&batch));
        }
        if end.is_multiple_of(100_000) {
            println!("{end} tokens asked about, {} s", start.elapsed().as_secs());
        }
    }
    drop(senders);
    let mut equal = true;
    let mut asked = 0;
    for (era, worker) in eras.iter().zip(workers) {
        let outcome = worker
            .join()
            .map_err(|_| format!("{}: panicked", era.program))?;
        let outcome = outcome.map_err(|error| format!("{}: {error}", era.program))?;
        report(era, &outcome);
        asked += outcome.asked;
        equal &= outcome.differences == 0 && outcome.asked == options.tokens && outcome.asked > 0;
    }
    if options.release.is_none() {
        asked += u64::try_from(forms::run(&options.programs, options.forms, options.seed)?)?;
    }
    println!("ran {asked} comparisons in {} s", start.elapsed().as_secs());
    Ok(equal)
}

/// Asks one program about all batches, and shows the smallest token for each kind of difference.
fn compare(mut oracle: Oracle, batches: &Receiver<Arc<Batch>>, seed: u64) -> io::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut kinds: BTreeMap<String, (u64, Recipe)> = BTreeMap::new();
    for batch in batches {
        let said = oracle.ask(batch.tokens.iter().map(Vec::as_slice))?;
        for (index, (token, said)) in (batch.first..).zip(batch.tokens.iter().zip(said)) {
            outcome.asked += 1;
            let found = oracle.difference(token, &said, false);
            if found.is_some() && has_key(token) {
                outcome.limits += 1;
            } else if let Some(found) = found {
                outcome.differences += 1;
                let kind = kind(token, &said.body)
                    + " / "
                    + &kind(token, &found.predicted.body)
                    + found.path;
                if kinds.len() < SHOWN || kinds.contains_key(&kind) {
                    let first = || (0, generator::recipe(seed, index, batch.now));
                    kinds.entry(kind).or_insert_with(first).0 += 1;
                }
            }
            *outcome.stages.entry(said.stage).or_default() += 1;
        }
    }
    for (count, recipe) in kinds.into_values() {
        outcome.shown.push(show(&mut oracle, count, recipe)?);
    }
    oracle.stop()?;
    Ok(outcome)
}

/// Whether a header has a key or a certificate, which the core does not check completely
/// (`src/server/library/go_jose/jwk.rs`): not whether a point lies on its curve, and not the inside of a certificate.
fn has_key(token: &[u8]) -> bool {
    let names = |text: &[u8]| {
        let mut names = text.windows(3);
        names.any(|name| name == b"jwk" || name == b"x5c")
    };
    let is_base64url = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let mut segments = token.split(|byte| !is_base64url(byte));
    names(token)
        || segments.any(|segment| base64url::decode(segment).is_ok_and(|text| names(&text)))
}

/// The first words of a body, without the token that it repeats: similar differences mostly begin the same way.
fn kind(token: &[u8], body: &[u8]) -> String {
    const UNKNOWN_KEY: &[u8] = b"invalid API key";
    if body.starts_with(UNKNOWN_KEY) {
        return String::from_utf8_lossy(UNKNOWN_KEY).into_owned();
    }
    let at = body
        .windows(token.len().max(1))
        .position(|part| part == token);
    let rest = at.map_or(body, |at| &body[at + token.len()..]);
    let words = rest.split(|&byte| byte == b'"').next().unwrap_or_default();
    let words = words.iter().filter(|byte| byte.is_ascii_alphabetic());
    words.take(80).copied().map(char::from).collect()
}

/// The smallest token that still shows a difference, with both answers.
fn show(oracle: &mut Oracle, count: u64, recipe: Recipe) -> io::Result<String> {
    let mut lost = Ok(());
    let smallest = shrink::shrink(recipe, |recipe| match ask(oracle, recipe) {
        Ok((said, _)) => oracle.difference(&recipe.bake(), &said, true).is_some(),
        Err(error) => {
            lost = Err(error);
            false
        }
    });
    lost?;
    let (said, token) = ask(oracle, &smallest)?;
    let found = oracle.difference(&token, &said, true);
    let mut text = String::new();
    let write = |text: &mut String| {
        writeln!(text, "{count} times, smallest:")?;
        write!(text, "{smallest}")?;
        writeln!(text, "  token      {}", token.escape_ascii())?;
        match found {
            None => writeln!(text, "  no difference this time: it depends on the clock"),
            Some(Difference {
                path,
                real,
                predicted,
            }) => {
                writeln!(text, "  asked      {path}")?;
                writeln!(text, "  real       {real}")?;
                writeln!(
                    text,
                    "  predicted  {} {}",
                    predicted.status,
                    predicted.body.escape_ascii()
                )
            }
        }
    };
    write(&mut text).expect("a String takes everything");
    Ok(text)
}

fn ask(oracle: &mut Oracle, recipe: &Recipe) -> io::Result<(Said, Vec<u8>)> {
    let token = recipe.bake();
    let mut said = oracle.ask(std::iter::once(&token[..]))?;
    Ok((said.remove(0), token))
}

fn report(era: &Era, outcome: &Outcome) {
    let stages: Vec<_> = outcome
        .stages
        .iter()
        .map(|(stage, count)| format!("{stage} {count}"))
        .collect();
    println!(
        "{} ({}): {} tokens, {}; {} differences, {} left out for a key in the header",
        era.program,
        era.version,
        outcome.asked,
        stages.join(", "),
        outcome.differences,
        outcome.limits
    );
    for shown in &outcome.shown {
        println!("{shown}");
    }
}
