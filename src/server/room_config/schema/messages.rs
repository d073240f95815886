//! The messages inside of `livekit.RoomConfiguration` (`livekit_room.proto`, `livekit_egress.proto`,
//! `livekit_agent_dispatch.proto`), and since when each field is there.

use super::{Field, Message, Type};
use crate::server::release::Lifetime;

const fn field(name: &'static str, what: Type) -> Field {
    Field {
        name,
        what,
        repeated: false,
        oneof: None,
        lifetime: Lifetime::ALWAYS,
    }
}

const fn text(name: &'static str) -> Field {
    field(name, Type::String)
}

const fn number(name: &'static str) -> Field {
    field(name, Type::Uint32)
}

const fn signed(name: &'static str) -> Field {
    field(name, Type::Int32)
}

const fn flag(name: &'static str) -> Field {
    field(name, Type::Bool)
}

const fn message(name: &'static str, of: &'static Message) -> Field {
    field(name, Type::Message(of))
}

impl Field {
    const fn repeated(self) -> Self {
        Self {
            repeated: true,
            ..self
        }
    }

    const fn one_of(self, oneof: &'static str) -> Self {
        Self {
            oneof: Some(oneof),
            ..self
        }
    }

    const fn since(self, minor: u8, patch: u8) -> Self {
        Self {
            lifetime: Lifetime::since(minor, patch),
            ..self
        }
    }
}

/// The names of enums that came after v1.8.2, told only of the releases up to v1.11.0: later ones take every name.
///
/// From livekit/protocol: `IMAGE_SUFFIX_NONE_OVERWRITE` came between v1.36.1 and v1.39.3, `MP3` and `AC_MP3` in v1.42.0
/// with the grant `observability`, `WEBSOCKET` between v1.45.0 and v1.45.3, the one that v1.11.0 has.
pub(in crate::server::room_config) static LATER_NAMES: [(&str, Lifetime); 4] = [
    ("IMAGE_SUFFIX_NONE_OVERWRITE", Lifetime::since(9, 0)),
    ("MP3", Lifetime::since(9, 2)),
    ("AC_MP3", Lifetime::since(9, 2)),
    ("WEBSOCKET", Lifetime::since(11, 0)),
];

/// What `roomConfig` holds.
pub(in crate::server::room_config) static ROOM_CONFIGURATION: Message = Message {
    name: "RoomConfiguration",
    fields: &[
        text("name"),
        number("empty_timeout"),
        number("departure_timeout"),
        number("max_participants"),
        text("metadata").since(9, 1),
        message("egress", &ROOM_EGRESS),
        number("min_playout_delay"),
        number("max_playout_delay"),
        flag("sync_streams"),
        message("agents", &ROOM_AGENT_DISPATCH).repeated(),
        field("tags", Type::Map).since(10, 1),
    ],
};

static ROOM_AGENT_DISPATCH: Message = Message {
    name: "RoomAgentDispatch",
    fields: &[
        text("agent_name"),
        text("metadata"),
        field(
            "restart_policy",
            Type::Enum(&["JRP_ON_FAILURE", "JRP_NEVER"]),
        )
        .since(10, 1),
        text("deployment").since(12, 0),
        field("attributes", Type::Map).since(13, 2),
    ],
};

static ROOM_EGRESS: Message = Message {
    name: "RoomEgress",
    fields: &[
        message("room", &ROOM_COMPOSITE),
        message("participant", &AUTO_PARTICIPANT),
        message("tracks", &AUTO_TRACK),
    ],
};

static ROOM_COMPOSITE: Message = Message {
    name: "RoomCompositeEgressRequest",
    fields: &[
        text("room_name"),
        text("layout"),
        flag("audio_only"),
        field("audio_mixing", Type::Enum(AUDIO_MIXINGS)).since(8, 4),
        flag("video_only"),
        text("custom_base_url"),
        message("file", &FILE).one_of("output"),
        message("stream", &STREAM).one_of("output"),
        message("segments", &SEGMENTS).one_of("output"),
        field("preset", Type::Enum(PRESETS)).one_of("options"),
        message("advanced", &ENCODING).one_of("options"),
        message("file_outputs", &FILE).repeated(),
        message("stream_outputs", &STREAM).repeated(),
        message("segment_outputs", &SEGMENTS).repeated(),
        message("image_outputs", &IMAGES).repeated(),
        message("webhooks", &WEBHOOK).repeated().since(9, 0),
    ],
};

static AUTO_PARTICIPANT: Message = Message {
    name: "AutoParticipantEgress",
    fields: &[
        field("preset", Type::Enum(PRESETS)).one_of("options"),
        message("advanced", &ENCODING).one_of("options"),
        message("file_outputs", &FILE).repeated(),
        message("segment_outputs", &SEGMENTS).repeated(),
    ],
};

static AUTO_TRACK: Message = Message {
    name: "AutoTrackEgress",
    fields: &[
        text("filepath"),
        flag("disable_manifest"),
        message("s3", &S3).one_of("output"),
        message("gcp", &GCP).one_of("output"),
        message("azure", &AZURE).one_of("output"),
        message("aliOSS", &ALI_OSS).one_of("output"),
    ],
};

static FILE: Message = Message {
    name: "EncodedFileOutput",
    fields: &[
        field(
            "file_type",
            Type::Enum(&["DEFAULT_FILETYPE", "MP4", "OGG", "MP3"]),
        ),
        text("filepath"),
        flag("disable_manifest"),
        message("s3", &S3).one_of("output"),
        message("gcp", &GCP).one_of("output"),
        message("azure", &AZURE).one_of("output"),
        message("aliOSS", &ALI_OSS).one_of("output"),
    ],
};

static SEGMENTS: Message = Message {
    name: "SegmentedFileOutput",
    fields: &[
        field(
            "protocol",
            Type::Enum(&["DEFAULT_SEGMENTED_FILE_PROTOCOL", "HLS_PROTOCOL"]),
        ),
        text("filename_prefix"),
        text("playlist_name"),
        text("live_playlist_name"),
        number("segment_duration"),
        field("filename_suffix", Type::Enum(&["INDEX", "TIMESTAMP"])),
        flag("disable_manifest"),
        message("s3", &S3).one_of("output"),
        message("gcp", &GCP).one_of("output"),
        message("azure", &AZURE).one_of("output"),
        message("aliOSS", &ALI_OSS).one_of("output"),
    ],
};

static IMAGES: Message = Message {
    name: "ImageOutput",
    fields: &[
        number("capture_interval"),
        signed("width"),
        signed("height"),
        text("filename_prefix"),
        field("filename_suffix", Type::Enum(IMAGE_SUFFIXES)),
        field("image_codec", Type::Enum(&["IC_DEFAULT", "IC_JPEG"])),
        flag("disable_manifest"),
        message("s3", &S3).one_of("output"),
        message("gcp", &GCP).one_of("output"),
        message("azure", &AZURE).one_of("output"),
        message("aliOSS", &ALI_OSS).one_of("output"),
    ],
};

static STREAM: Message = Message {
    name: "StreamOutput",
    fields: &[
        field(
            "protocol",
            Type::Enum(&["DEFAULT_PROTOCOL", "RTMP", "SRT", "WEBSOCKET"]),
        ),
        text("urls").repeated(),
    ],
};

static S3: Message = Message {
    name: "S3Upload",
    fields: &[
        text("access_key"),
        text("secret"),
        text("session_token"),
        text("assume_role_arn").since(9, 1),
        text("assume_role_external_id").since(9, 1),
        text("region"),
        text("endpoint"),
        text("bucket"),
        flag("force_path_style"),
        field("metadata", Type::Map),
        text("tagging"),
        text("content_disposition"),
        message("proxy", &PROXY),
    ],
};

static GCP: Message = Message {
    name: "GCPUpload",
    fields: &[
        text("credentials"),
        text("bucket"),
        message("proxy", &PROXY),
    ],
};

static AZURE: Message = Message {
    name: "AzureBlobUpload",
    fields: &[
        text("account_name"),
        text("account_key"),
        text("container_name"),
    ],
};

static ALI_OSS: Message = Message {
    name: "AliOSSUpload",
    fields: &[
        text("access_key"),
        text("secret"),
        text("region"),
        text("endpoint"),
        text("bucket"),
    ],
};

static ENCODING: Message = Message {
    name: "EncodingOptions",
    fields: &[
        signed("width"),
        signed("height"),
        signed("depth"),
        signed("framerate"),
        field(
            "audio_codec",
            Type::Enum(&["DEFAULT_AC", "OPUS", "AAC", "AC_MP3"]),
        ),
        signed("audio_bitrate"),
        signed("audio_quality"),
        signed("audio_frequency"),
        field("video_codec", Type::Enum(VIDEO_CODECS)),
        signed("video_bitrate"),
        signed("video_quality"),
        field("key_frame_interval", Type::Double),
    ],
};

static PROXY: Message = Message {
    name: "ProxyConfig",
    fields: &[text("url"), text("username"), text("password")],
};

static WEBHOOK: Message = Message {
    name: "WebhookConfig",
    fields: &[
        text("url"),
        text("signing_key"),
        message("filter_params", &FILTER).since(9, 2),
    ],
};

static FILTER: Message = Message {
    name: "FilterParams",
    fields: &[
        text("include_events").repeated(),
        text("exclude_events").repeated(),
    ],
};

const AUDIO_MIXINGS: &[&str] = &[
    "DEFAULT_MIXING",
    "DUAL_CHANNEL_AGENT",
    "DUAL_CHANNEL_ALTERNATE",
];
const VIDEO_CODECS: &[&str] = &[
    "DEFAULT_VC",
    "H264_BASELINE",
    "H264_MAIN",
    "H264_HIGH",
    "VP8",
];
const IMAGE_SUFFIXES: &[&str] = &[
    "IMAGE_SUFFIX_INDEX",
    "IMAGE_SUFFIX_TIMESTAMP",
    "IMAGE_SUFFIX_NONE_OVERWRITE",
];
const PRESETS: &[&str] = &[
    "H264_720P_30",
    "H264_720P_60",
    "H264_1080P_30",
    "H264_1080P_60",
    "PORTRAIT_H264_720P_30",
    "PORTRAIT_H264_720P_60",
    "PORTRAIT_H264_1080P_30",
    "PORTRAIT_H264_1080P_60",
];
