//! `roomConfig`: protobuf messages as JSON, with everything that protojson accepts and refuses.

use super::text::{self, Members, quoted};
use crate::random::Random;

#[derive(Clone, Copy)]
enum Type {
    Bool,
    Int,
    Float,
    Text,
    Texts,
    Enum(&'static [&'static str]),
    Map,
    Message(&'static [Field]),
    Messages(&'static [Field]),
}

type Field = (&'static str, Type);

use Type::{Bool, Enum, Float, Int, Map, Message, Messages, Text, Texts};

const ROOM: &[Field] = &[
    ("name", Text),
    ("empty_timeout", Int),
    ("departure_timeout", Int),
    ("max_participants", Int),
    ("metadata", Text),
    ("egress", Message(EGRESS)),
    ("min_playout_delay", Int),
    ("max_playout_delay", Int),
    ("sync_streams", Bool),
    ("agents", Messages(AGENT)),
    ("tags", Map),
];
const AGENT: &[Field] = &[
    ("agent_name", Text),
    ("metadata", Text),
    ("restart_policy", Enum(&["JRP_ON_FAILURE", "JRP_NEVER"])),
    ("deployment", Text),
    ("attributes", Map),
];
const EGRESS: &[Field] = &[
    ("room", Message(COMPOSITE)),
    ("participant", Message(PARTICIPANT)),
    ("tracks", Message(TRACKS)),
];
const COMPOSITE: &[Field] = &[
    ("room_name", Text),
    ("layout", Text),
    ("audio_only", Bool),
    (
        "audio_mixing",
        Enum(&["DEFAULT_MIXING", "DUAL_CHANNEL_AGENT"]),
    ),
    ("video_only", Bool),
    ("custom_base_url", Text),
    ("file", Message(FILE)),
    ("stream", Message(STREAM)),
    ("segments", Message(SEGMENTS)),
    ("preset", Enum(PRESETS)),
    ("advanced", Message(ENCODING)),
    ("file_outputs", Messages(FILE)),
    ("stream_outputs", Messages(STREAM)),
    ("segment_outputs", Messages(SEGMENTS)),
    ("image_outputs", Messages(IMAGES)),
    ("webhooks", Messages(WEBHOOK)),
];
const PARTICIPANT: &[Field] = &[
    ("preset", Enum(PRESETS)),
    ("advanced", Message(ENCODING)),
    ("file_outputs", Messages(FILE)),
    ("segment_outputs", Messages(SEGMENTS)),
];
const TRACKS: &[Field] = &[
    ("filepath", Text),
    ("disable_manifest", Bool),
    ("s3", Message(S3)),
    ("gcp", Message(GCP)),
    ("azure", Message(AZURE)),
    ("aliOSS", Message(ALI)),
];
const FILE: &[Field] = &[
    (
        "file_type",
        Enum(&["DEFAULT_FILETYPE", "MP4", "OGG", "MP3"]),
    ),
    ("filepath", Text),
    ("disable_manifest", Bool),
    ("s3", Message(S3)),
    ("gcp", Message(GCP)),
    ("azure", Message(AZURE)),
    ("aliOSS", Message(ALI)),
];
const SEGMENTS: &[Field] = &[
    (
        "protocol",
        Enum(&["DEFAULT_SEGMENTED_FILE_PROTOCOL", "HLS_PROTOCOL"]),
    ),
    ("filename_prefix", Text),
    ("playlist_name", Text),
    ("live_playlist_name", Text),
    ("segment_duration", Int),
    ("filename_suffix", Enum(&["INDEX", "TIMESTAMP"])),
    ("s3", Message(S3)),
    ("gcp", Message(GCP)),
];
const IMAGES: &[Field] = &[
    ("capture_interval", Int),
    ("width", Int),
    ("height", Int),
    ("filename_prefix", Text),
    (
        "filename_suffix",
        Enum(&["IMAGE_SUFFIX_INDEX", "IMAGE_SUFFIX_NONE_OVERWRITE"]),
    ),
    ("image_codec", Enum(&["IC_DEFAULT", "IC_JPEG"])),
    ("azure", Message(AZURE)),
    ("aliOSS", Message(ALI)),
];
const STREAM: &[Field] = &[
    ("protocol", Enum(&["RTMP", "SRT", "WEBSOCKET"])),
    ("urls", Texts),
];
const S3: &[Field] = &[
    ("access_key", Text),
    ("secret", Text),
    ("session_token", Text),
    ("assume_role_arn", Text),
    ("assume_role_external_id", Text),
    ("region", Text),
    ("endpoint", Text),
    ("bucket", Text),
    ("force_path_style", Bool),
    ("metadata", Map),
    ("tagging", Text),
    ("content_disposition", Text),
    ("proxy", Message(PROXY)),
];
const GCP: &[Field] = &[
    ("credentials", Text),
    ("bucket", Text),
    ("proxy", Message(PROXY)),
];
const AZURE: &[Field] = &[
    ("account_name", Text),
    ("account_key", Text),
    ("container_name", Text),
];
const ALI: &[Field] = &[
    ("access_key", Text),
    ("secret", Text),
    ("region", Text),
    ("endpoint", Text),
    ("bucket", Text),
];
const PROXY: &[Field] = &[("url", Text), ("username", Text), ("password", Text)];
const WEBHOOK: &[Field] = &[
    ("url", Text),
    ("signing_key", Text),
    ("filter_params", Message(FILTER)),
];
const FILTER: &[Field] = &[("include_events", Texts), ("exclude_events", Texts)];
const ENCODING: &[Field] = &[
    ("width", Int),
    ("height", Int),
    ("depth", Int),
    ("framerate", Int),
    (
        "audio_codec",
        Enum(&["DEFAULT_AC", "OPUS", "AAC", "AC_MP3"]),
    ),
    ("audio_bitrate", Int),
    ("audio_quality", Int),
    ("audio_frequency", Int),
    ("video_codec", Enum(&["DEFAULT_VC", "H264_MAIN", "VP8"])),
    ("video_bitrate", Int),
    ("video_quality", Int),
    ("key_frame_interval", Float),
];
const PRESETS: &[&str] = &[
    "H264_720P_30",
    "H264_1080P_60",
    "PORTRAIT_H264_720P_60",
    "PASSTHROUGH",
];

const INTEGERS: &[&str] = &[
    "0",
    "1",
    "300",
    "-1",
    "1.0",
    "1e2",
    "10e-1",
    "0.1e1",
    "1.5",
    "-0",
    "-0.0",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "1e400",
    "1e-1",
    "100e-2",
    "0e5",
    "0e99999",
    "1e99999",
    "0.0",
    "12345678901234567890",
    "4294967295.0",
    "42949672950e-1",
    "1E2",
    "1e+2",
    "1.50",
    "0.10e1",
    "true",
    "null",
    "[]",
    "{}",
    "000",
    "1e",
    "1e10",
];
const QUOTED: &[&str] = &[
    "",
    " 1",
    "1 ",
    "+1",
    "01",
    "0x10",
    "NaN",
    "Infinity",
    "-Infinity",
    "inf",
    "nan",
    "1e2x",
    "-",
    "1.",
    ".5",
    "\\u0031",
    "é",
    "1_0",
    "-NaN",
    "1e+",
    "a",
];

/// The value of `roomConfig`; one member in `odds` may have the wrong type.
pub fn value(random: &mut Random, odds: usize) -> Vec<u8> {
    if random.one_in(odds) {
        text::value(random, 2)
    } else {
        message(random, ROOM, odds, 5)
    }
}

fn message(random: &mut Random, fields: &[Field], odds: usize, depth: usize) -> Vec<u8> {
    let count = if depth == 0 { 0 } else { random.below(4) };
    let mut members: Members = (0..count)
        .map(|_| {
            let (name, what) = fields[random.below(fields.len())];
            let value = field(random, what, odds, depth - 1);
            (spelled(random, name), value)
        })
        .collect();
    if random.one_in(odds) {
        members.push((text::string(random), text::value(random, 2)));
    }
    if random.one_in(odds) && !members.is_empty() {
        let again = members[random.below(members.len())].clone();
        members.push(again);
    }
    let space = random.pick(&["", "", "", " ", "\n", "\t ", "\r\n"]);
    let space = if random.one_in(4) {
        space.as_bytes()
    } else {
        b""
    };
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| [space, name, space, b":", space, value].concat())
        .collect();
    [
        b"{".to_vec(),
        members.join(&b','),
        space.to_vec(),
        b"}".to_vec(),
    ]
    .concat()
}

fn spelled(random: &mut Random, name: &str) -> Vec<u8> {
    match random.below(12) {
        0 => text::misspelled(random, name),
        1..=3 => quoted(name),
        _ => {
            let mut camel = String::new();
            for part in name.split('_') {
                let first = part.get(..1).unwrap_or_default();
                let first = if camel.is_empty() {
                    first.to_owned()
                } else {
                    first.to_uppercase()
                };
                camel = camel + &first + part.get(1..).unwrap_or_default();
            }
            quoted(&camel)
        }
    }
}

fn field(random: &mut Random, what: Type, odds: usize, depth: usize) -> Vec<u8> {
    if random.one_in(odds) {
        return text::value(random, 1);
    }
    if random.one_in(12) {
        return b"null".to_vec();
    }
    match what {
        Bool => random.pick(&[&b"true"[..], b"false"]).into(),
        Int | Float => match random.below(8) {
            0 => quoted(random.pick(QUOTED)),
            1 => quoted(random.pick(INTEGERS)),
            2 => text::number(random),
            3 => random.pick(INTEGERS).into(),
            _ => random.pick(&INTEGERS[..8]).into(),
        },
        Text => text::string(random),
        Enum(names) => match random.below(4) {
            0 => random
                .pick(&[
                    "0",
                    "1",
                    "99",
                    "-1",
                    "1.0",
                    "1.5",
                    "1e1",
                    "\"0\"",
                    "\"h264_MAIN\"",
                    "\"\"",
                ])
                .into(),
            _ => quoted(random.pick(names)),
        },
        Map => {
            let members: Members = (0..random.below(4))
                .map(|_| (text::string(random), field(random, Text, odds, 0)))
                .collect();
            text::object(&members)
        }
        Message(fields) => message(random, fields, odds, depth),
        Texts | Messages(_) => {
            let element = if let Messages(fields) = what {
                Message(fields)
            } else {
                Text
            };
            let elements: Vec<_> = (0..random.below(3))
                .map(|_| field(random, element, odds, depth))
                .collect();
            [b"[".to_vec(), elements.join(&b','), b"]".to_vec()].concat()
        }
    }
}
