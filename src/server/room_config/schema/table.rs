//! The messages inside `livekit.RoomConfiguration` (`livekit_room.proto`, `livekit_egress.proto`,
//! `livekit_agent_dispatch.proto`), and the enums that they use.
//!
//! A name of an enum has a range of releases if it appeared after v1.8.2 and up to v1.11.0: later releases accept every
//! name. From livekit/protocol: `IMAGE_SUFFIX_NONE_OVERWRITE` came between v1.36.1 and v1.39.3, `MP3` and `AC_MP3` in
//! v1.42.0 with the grant `observability`, `WEBSOCKET` between v1.45.0 and v1.45.3, which is the version in v1.11.0.

use super::{Enum, Field, Message, Type};
use crate::server::release::ReleaseRange;

const BOOL: Type = Type::Bool;
const STRING: Type = Type::String;
const INT32: Type = Type::Int32;
const UINT32: Type = Type::Uint32;
const DOUBLE: Type = Type::Double;
const MAP: Type = Type::Map;

const fn field(name: &'static str, what: Type) -> Field {
    Field {
        name,
        what,
        is_repeated: false,
        oneof: None,
        releases: ReleaseRange::ALWAYS,
    }
}

const fn message(name: &'static str, what: &'static Message) -> Field {
    field(name, Type::Message(what))
}

const fn choice(name: &'static str, what: &'static Enum) -> Field {
    field(name, Type::Enum(what))
}

impl Field {
    const fn repeated(self) -> Self {
        Self {
            is_repeated: true,
            ..self
        }
    }

    const fn oneof(self, oneof: &'static str) -> Self {
        Self {
            oneof: Some(oneof),
            ..self
        }
    }

    const fn since(self, minor: u8, patch: u8) -> Self {
        Self {
            releases: ReleaseRange::since(minor, patch),
            ..self
        }
    }
}

const fn name(name: &'static str) -> (&'static str, ReleaseRange) {
    (name, ReleaseRange::ALWAYS)
}

const fn name_since(name: &'static str, minor: u8, patch: u8) -> (&'static str, ReleaseRange) {
    (name, ReleaseRange::since(minor, patch))
}

pub(in crate::server::room_config) static ROOM_CONFIGURATION: Message = Message {
    name: "RoomConfiguration",
    fields: &[
        field("name", STRING),
        field("empty_timeout", UINT32),
        field("departure_timeout", UINT32),
        field("max_participants", UINT32),
        field("metadata", STRING).since(9, 1),
        message("egress", &ROOM_EGRESS),
        field("min_playout_delay", UINT32),
        field("max_playout_delay", UINT32),
        field("sync_streams", BOOL),
        message("agents", &ROOM_AGENT_DISPATCH).repeated(),
        field("tags", MAP).since(10, 1),
    ],
};

static ROOM_AGENT_DISPATCH: Message = Message {
    name: "RoomAgentDispatch",
    fields: &[
        field("agent_name", STRING),
        field("metadata", STRING),
        choice("restart_policy", &JOB_RESTART_POLICY).since(10, 1),
        field("deployment", STRING).since(12, 0),
        field("attributes", MAP).since(13, 2),
    ],
};

static ROOM_EGRESS: Message = Message {
    name: "RoomEgress",
    fields: &[
        message("room", &ROOM_COMPOSITE_EGRESS_REQUEST),
        message("participant", &AUTO_PARTICIPANT_EGRESS),
        message("tracks", &AUTO_TRACK_EGRESS),
    ],
};

static ROOM_COMPOSITE_EGRESS_REQUEST: Message = Message {
    name: "RoomCompositeEgressRequest",
    fields: &[
        field("room_name", STRING),
        field("layout", STRING),
        field("audio_only", BOOL),
        choice("audio_mixing", &AUDIO_MIXING).since(8, 4),
        field("video_only", BOOL),
        field("custom_base_url", STRING),
        message("file", &ENCODED_FILE_OUTPUT).oneof("output"),
        message("stream", &STREAM_OUTPUT).oneof("output"),
        message("segments", &SEGMENTED_FILE_OUTPUT).oneof("output"),
        choice("preset", &ENCODING_OPTIONS_PRESET).oneof("options"),
        message("advanced", &ENCODING_OPTIONS).oneof("options"),
        message("file_outputs", &ENCODED_FILE_OUTPUT).repeated(),
        message("stream_outputs", &STREAM_OUTPUT).repeated(),
        message("segment_outputs", &SEGMENTED_FILE_OUTPUT).repeated(),
        message("image_outputs", &IMAGE_OUTPUT).repeated(),
        message("webhooks", &WEBHOOK_CONFIG).repeated().since(9, 0),
    ],
};

static AUTO_PARTICIPANT_EGRESS: Message = Message {
    name: "AutoParticipantEgress",
    fields: &[
        choice("preset", &ENCODING_OPTIONS_PRESET).oneof("options"),
        message("advanced", &ENCODING_OPTIONS).oneof("options"),
        message("file_outputs", &ENCODED_FILE_OUTPUT).repeated(),
        message("segment_outputs", &SEGMENTED_FILE_OUTPUT).repeated(),
    ],
};

static AUTO_TRACK_EGRESS: Message = Message {
    name: "AutoTrackEgress",
    fields: &[
        field("filepath", STRING),
        field("disable_manifest", BOOL),
        message("s3", &S3_UPLOAD).oneof("output"),
        message("gcp", &GCP_UPLOAD).oneof("output"),
        message("azure", &AZURE_BLOB_UPLOAD).oneof("output"),
        message("aliOSS", &ALI_OSS_UPLOAD).oneof("output"),
    ],
};

static ENCODED_FILE_OUTPUT: Message = Message {
    name: "EncodedFileOutput",
    fields: &[
        choice("file_type", &ENCODED_FILE_TYPE),
        field("filepath", STRING),
        field("disable_manifest", BOOL),
        message("s3", &S3_UPLOAD).oneof("output"),
        message("gcp", &GCP_UPLOAD).oneof("output"),
        message("azure", &AZURE_BLOB_UPLOAD).oneof("output"),
        message("aliOSS", &ALI_OSS_UPLOAD).oneof("output"),
    ],
};

static SEGMENTED_FILE_OUTPUT: Message = Message {
    name: "SegmentedFileOutput",
    fields: &[
        choice("protocol", &SEGMENTED_FILE_PROTOCOL),
        field("filename_prefix", STRING),
        field("playlist_name", STRING),
        field("live_playlist_name", STRING),
        field("segment_duration", UINT32),
        choice("filename_suffix", &SEGMENTED_FILE_SUFFIX),
        field("disable_manifest", BOOL),
        message("s3", &S3_UPLOAD).oneof("output"),
        message("gcp", &GCP_UPLOAD).oneof("output"),
        message("azure", &AZURE_BLOB_UPLOAD).oneof("output"),
        message("aliOSS", &ALI_OSS_UPLOAD).oneof("output"),
    ],
};

static IMAGE_OUTPUT: Message = Message {
    name: "ImageOutput",
    fields: &[
        field("capture_interval", UINT32),
        field("width", INT32),
        field("height", INT32),
        field("filename_prefix", STRING),
        choice("filename_suffix", &IMAGE_FILE_SUFFIX),
        choice("image_codec", &IMAGE_CODEC),
        field("disable_manifest", BOOL),
        message("s3", &S3_UPLOAD).oneof("output"),
        message("gcp", &GCP_UPLOAD).oneof("output"),
        message("azure", &AZURE_BLOB_UPLOAD).oneof("output"),
        message("aliOSS", &ALI_OSS_UPLOAD).oneof("output"),
    ],
};

static STREAM_OUTPUT: Message = Message {
    name: "StreamOutput",
    fields: &[
        choice("protocol", &STREAM_PROTOCOL),
        field("urls", STRING).repeated(),
    ],
};

static S3_UPLOAD: Message = Message {
    name: "S3Upload",
    fields: &[
        field("access_key", STRING),
        field("secret", STRING),
        field("session_token", STRING),
        field("assume_role_arn", STRING).since(9, 1),
        field("assume_role_external_id", STRING).since(9, 1),
        field("region", STRING),
        field("endpoint", STRING),
        field("bucket", STRING),
        field("force_path_style", BOOL),
        field("metadata", MAP),
        field("tagging", STRING),
        field("content_disposition", STRING),
        message("proxy", &PROXY_CONFIG),
    ],
};

static GCP_UPLOAD: Message = Message {
    name: "GCPUpload",
    fields: &[
        field("credentials", STRING),
        field("bucket", STRING),
        message("proxy", &PROXY_CONFIG),
    ],
};

static AZURE_BLOB_UPLOAD: Message = Message {
    name: "AzureBlobUpload",
    fields: &[
        field("account_name", STRING),
        field("account_key", STRING),
        field("container_name", STRING),
    ],
};

static ALI_OSS_UPLOAD: Message = Message {
    name: "AliOSSUpload",
    fields: &[
        field("access_key", STRING),
        field("secret", STRING),
        field("region", STRING),
        field("endpoint", STRING),
        field("bucket", STRING),
    ],
};

static ENCODING_OPTIONS: Message = Message {
    name: "EncodingOptions",
    fields: &[
        field("width", INT32),
        field("height", INT32),
        field("depth", INT32),
        field("framerate", INT32),
        choice("audio_codec", &AUDIO_CODEC),
        field("audio_bitrate", INT32),
        field("audio_quality", INT32),
        field("audio_frequency", INT32),
        choice("video_codec", &VIDEO_CODEC),
        field("video_bitrate", INT32),
        field("video_quality", INT32),
        field("key_frame_interval", DOUBLE),
    ],
};

static PROXY_CONFIG: Message = Message {
    name: "ProxyConfig",
    fields: &[
        field("url", STRING),
        field("username", STRING),
        field("password", STRING),
    ],
};

static WEBHOOK_CONFIG: Message = Message {
    name: "WebhookConfig",
    fields: &[
        field("url", STRING),
        field("signing_key", STRING),
        message("filter_params", &FILTER_PARAMS).since(9, 2),
    ],
};

static FILTER_PARAMS: Message = Message {
    name: "FilterParams",
    fields: &[
        field("include_events", STRING).repeated(),
        field("exclude_events", STRING).repeated(),
    ],
};

static JOB_RESTART_POLICY: Enum = Enum(&[name("JRP_ON_FAILURE"), name("JRP_NEVER")]);

static AUDIO_MIXING: Enum = Enum(&[
    name("DEFAULT_MIXING"),
    name("DUAL_CHANNEL_AGENT"),
    name("DUAL_CHANNEL_ALTERNATE"),
]);

static ENCODING_OPTIONS_PRESET: Enum = Enum(&[
    name("H264_720P_30"),
    name("H264_720P_60"),
    name("H264_1080P_30"),
    name("H264_1080P_60"),
    name("PORTRAIT_H264_720P_30"),
    name("PORTRAIT_H264_720P_60"),
    name("PORTRAIT_H264_1080P_30"),
    name("PORTRAIT_H264_1080P_60"),
]);

static ENCODED_FILE_TYPE: Enum = Enum(&[
    name("DEFAULT_FILETYPE"),
    name("MP4"),
    name("OGG"),
    name_since("MP3", 9, 2),
]);

static SEGMENTED_FILE_PROTOCOL: Enum = Enum(&[
    name("DEFAULT_SEGMENTED_FILE_PROTOCOL"),
    name("HLS_PROTOCOL"),
]);

static SEGMENTED_FILE_SUFFIX: Enum = Enum(&[name("INDEX"), name("TIMESTAMP")]);

static IMAGE_FILE_SUFFIX: Enum = Enum(&[
    name("IMAGE_SUFFIX_INDEX"),
    name("IMAGE_SUFFIX_TIMESTAMP"),
    name_since("IMAGE_SUFFIX_NONE_OVERWRITE", 9, 0),
]);

static IMAGE_CODEC: Enum = Enum(&[name("IC_DEFAULT"), name("IC_JPEG")]);

static STREAM_PROTOCOL: Enum = Enum(&[
    name("DEFAULT_PROTOCOL"),
    name("RTMP"),
    name("SRT"),
    name_since("WEBSOCKET", 11, 0),
]);

static AUDIO_CODEC: Enum = Enum(&[
    name("DEFAULT_AC"),
    name("OPUS"),
    name("AAC"),
    name_since("AC_MP3", 9, 2),
]);

static VIDEO_CODEC: Enum = Enum(&[
    name("DEFAULT_VC"),
    name("H264_BASELINE"),
    name("H264_MAIN"),
    name("H264_HIGH"),
    name("VP8"),
]);
