//! Makes logs for the benchmarks, with interleaved lines of a server, a proxy and an application.

use std::fmt::Write;

/// A token, its pair and the server, as `tests/vectors/page.env` has them.
pub const SETTINGS: &str = include_str!("../vectors/page.env");

const ERROR: &str =
    "ConnectionError: could not establish signal connection: invalid authorization token\n";

/// A log of about `bytes` bytes, the same every time. Settings and a token are in its middle, and an error text is near
/// its end; hosts and rooms keep changing, as in a real log.
pub fn of(bytes: usize) -> String {
    let mut log = String::with_capacity(bytes + 2000);
    let mut random = 0x2545_F491_4F6C_DD1D;
    let mut number = 0;
    while log.len() < bytes / 2 {
        line(&mut log, number, next(&mut random));
        number += 1;
    }
    log.push_str(SETTINGS);
    while log.len() < bytes {
        line(&mut log, number, next(&mut random));
        number += 1;
    }
    log.push_str(ERROR);
    for _ in 0..20 {
        line(&mut log, number, next(&mut random));
        number += 1;
    }
    log
}

/// A log of about `bytes` bytes with a token on every twentieth line or so, each of them several times and some when it has expired.
pub fn with_tokens(bytes: usize) -> String {
    let (_, token) = SETTINGS
        .split_once("eyJ")
        .expect("the settings have a token");
    let token = token
        .split_ascii_whitespace()
        .next()
        .expect("a token has no spaces");
    let (claims, signature) = token.rsplit_once('.').expect("a token has a signature");
    let mut log = String::with_capacity(bytes + 2000);
    let mut random = 0x2545_F491_4F6C_DD1D;
    let mut number = 0;
    while log.len() < bytes {
        line(&mut log, number, next(&mut random));
        number += 1;
        if number % 20 == 0 {
            // Other signatures make other tokens.
            let (kind, rest) = (number / 20 % 2_000, signature.get(4..).unwrap_or_default());
            let (hour, minute) = (number / 36_000 % 24, number / 600 % 60);
            let written = writeln!(
                log,
                "2026-11-24T{hour:02}:{minute:02}:00Z WARN gateway GET /rtc?access_token=eyJ{claims}.{kind:04}{rest}&auto_subscribe=1"
            );
            written.expect("a String takes everything");
        }
    }
    log
}

/// The next of Marsaglia's xorshift numbers.
fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}

fn line(log: &mut String, number: u64, random: u64) {
    let (hour, minute, second) = (number / 36_000 % 24, number / 600 % 60, number / 10 % 60);
    let (room, user, host) = (random % 500, random % 7919, random % (number / 20 + 1));
    let (milliseconds, port) = (random % 1000, 30_000 + random % 30_000);
    let written = match random >> 32 & 7 {
        0..=2 => writeln!(
            log,
            "2026-11-24T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z\tINFO\tlivekit\trtc/participant.go:1342\tparticipant active\t\
             {{\"room\": \"room-{room}\", \"roomID\": \"RM_{random:x}\", \"participant\": \"user-{user}\", \"pID\": \"PA_{random:x}\", \
             \"remote\": false, \"connectionType\": \"UDP\", \"clientInfo\": \"address:\\\"10.1.2.3\\\" sdk:JS protocol:15\", \
             \"candidates\": [\"[local] udp4 host 10.0.0.7:{port}\"]}}"
        ),
        3 | 4 => writeln!(
            log,
            "10.1.{room}.7 - - [24/Nov/2026:{hour:02}:{minute:02}:{second:02} +0000] \"GET /rtc/validate?auto_subscribe=1&sdk=js&version=2.9.{room} HTTP/1.1\" \
             200 {port} \"https://tenant-{host}.example.com/rooms/{room}?from=https%3A%2F%2Fwww.example.com\" \
             \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36\""
        ),
        5 => writeln!(
            log,
            "{{\"level\":\"debug\",\"ts\":\"2026-11-24T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z\",\"logger\":\"livekit.pub\",\
             \"caller\":\"rtc/subscriptionmanager.go:512\",\"msg\":\"subscribed to track\",\"room\":\"room-{room}\",\
             \"participant\":\"user-{user}\",\"trackID\":\"TR_{random:x}\",\"bitrate\":{port}}}"
        ),
        6 => writeln!(
            log,
            "2026-11-24 {hour:02}:{minute:02}:{second:02},{milliseconds:03} ERROR agent.worker: job {random:x} failed; retrying in {milliseconds} ms\n\
             Traceback (most recent call last):\n  File \"/app/.venv/lib/python3.12/site-packages/livekit/agents/job.py\", line {room}, in run\n    \
             await self._connect(url, timeout={room})\n  File \"/usr/lib/python3.12/asyncio/tasks.py\", line {user}, in wait_for\n    \
             return await fut\nTimeoutError: peer {user} is gone"
        ),
        _ => writeln!(
            log,
            "web-1  | TypeError: Cannot read properties of undefined (reading 'tracks')\nweb-1  |     \
             at Room.onTrack (https://tenant-{host}.example.com/assets/index-{room:x}.js:{room}:{port})\nweb-1  |     \
             at processTicksAndRejections (node:internal/process/task_queues:95:5) – réessai n° {user}"
        ),
    };
    written.expect("a string takes any text");
}
