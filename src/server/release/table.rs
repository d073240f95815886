//! The rows of the table, oldest first.

use super::{Echo, Expiry, GoJson, JoinRequest, Library, Release, Rules, TokenSource, Version, v};

const SQUARE: Rules = Rules {
    library: Library::Square,
    expiry: Expiry::Optional,
    echo: Echo::TokenAndKey,
    token_source: TokenSource::FormOrQuery,
    join_request: JoinRequest::Ignored,
    redirect: 301,
};
const GO_JOSE: Rules = Rules {
    library: Library::GoJose,
    ..SQUARE
};
const JOIN_REQUEST: Rules = Rules {
    join_request: JoinRequest::BeforeGrants,
    ..GO_JOSE
};
const GRANTS_FIRST: Rules = Rules {
    join_request: JoinRequest::AfterGrants,
    ..JOIN_REQUEST
};
const GO_1_26: Rules = Rules {
    redirect: 307,
    ..GRANTS_FIRST
};
const GOLANG_JWT: Rules = Rules {
    library: Library::GolangJwt(GoJson::V1),
    join_request: JoinRequest::Sound,
    ..GO_1_26
};
const EXPIRY_REQUIRED: Rules = Rules {
    expiry: Expiry::Required,
    echo: Echo::Nothing,
    ..GOLANG_JWT
};
const QUERY_ONLY: Rules = Rules {
    token_source: TokenSource::Query,
    ..EXPIRY_REQUIRED
};
const GO_1_27: Rules = Rules {
    library: Library::GolangJwt(GoJson::V2),
    ..QUERY_ONLY
};

const fn row(since: Version, until: Version, rules: Rules) -> Release {
    Release {
        since,
        until,
        rules,
    }
}

/// Every release from v1.2.0 on, oldest first. A new release is a new `until`, a row, or a row and a rule. The comment
/// above each row names the source of its difference from the row before (livekit/livekit and livekit/protocol), or
/// says that it was measured.
pub static RELEASES: [Release; 30] = [
    // go.mod: square/go-jose v2.6.0; pkg/service/auth.go.
    row(v(2, 0), v(2, 4), SQUARE),
    // pkg/service/server.go: unknown paths are not found; measured.
    row(v(2, 5), v(2, 5), SQUARE),
    // auth/grants.go: ingressAdmin.
    row(v(3, 0), v(3, 3), SQUARE),
    // auth/grants.go: canPublishSources, canUpdateOwnMetadata.
    row(v(3, 4), v(3, 4), SQUARE),
    // pkg/service/auth.go: a missing video grant is checked; measured on v1.4.0.
    row(v(3, 5), v(4, 0), SQUARE),
    // go.mod: go-jose/go-jose v3.0.0.
    row(v(4, 1), v(5, 0), GO_JOSE),
    // auth/grants.go: video.agent; pkg/service/agentservice.go; measured.
    row(v(5, 1), v(5, 1), GO_JOSE),
    // pkg/service/sip.go.
    row(v(5, 2), v(5, 2), GO_JOSE),
    // auth/grants.go: kind.
    row(v(5, 3), v(6, 1), GO_JOSE),
    // pkg/service/rtcservice.go: length limits of identity and room.
    row(v(6, 2), v(6, 2), GO_JOSE),
    // auth/grants.go: sip, attributes; measured on v1.6.3.
    row(v(6, 3), v(7, 0), GO_JOSE),
    // auth/grants.go: video.roomConfiguration; pkg/service/agent_dispatch_service.go.
    row(v(7, 1), v(7, 2), GO_JOSE),
    // auth/grants.go: canSubscribeMetrics; pkg/service/utils.go: RemoveDoubleSlashes.
    row(v(8, 0), v(8, 0), GO_JOSE),
    // auth/grants.go: roomConfig, roomPreset.
    row(v(8, 2), v(8, 3), GO_JOSE),
    // livekit_egress.proto: audio_mixing; psrpc errors through xtwirp; measured.
    row(v(8, 4), v(8, 4), GO_JOSE),
    // auth/grants.go: agent, destinationRoom; WHIP; CORS 1b760393; measured.
    row(v(9, 0), v(9, 0), GO_JOSE),
    // pkg/service/rtcservice.go: join_request; auth/grants.go: identity, inference; measured.
    row(v(9, 1), v(9, 1), JOIN_REQUEST),
    // auth/grants.go: observability; livekit_egress.proto: filter_params.
    row(v(9, 2), v(9, 3), JOIN_REQUEST),
    // auth/grants.go: kindDetails.
    row(v(9, 4), v(9, 9), JOIN_REQUEST),
    // pkg/service/rtcservice.go: /rtc/v1; measured on v1.9.10.
    row(v(9, 10), v(9, 11), JOIN_REQUEST),
    // auth/grants.go: agent.createSimulation.
    row(v(9, 12), v(10, 0), JOIN_REQUEST),
    // livekit_room.proto: tags; livekit_agent_dispatch.proto: restart_policy; measured.
    row(v(10, 1), v(10, 1), JOIN_REQUEST),
    // pkg/service/rtcservice.go: grants before join_request; measured.
    row(v(11, 0), v(11, 0), GRANTS_FIRST),
    // livekit/protocol 729648d8, d711b153: DiscardUnknown; measured.
    row(v(12, 0), v(12, 0), GO_1_26),
    // livekit/protocol c0615a2f: golang-jwt v5.3.1; 222177a9; measured on v1.13.0.
    row(v(13, 0), v(13, 1), GOLANG_JWT),
    // b882ccc86: sizes checked on join; measured on v1.13.3 and v1.13.5.
    row(v(13, 2), v(13, 5), GOLANG_JWT),
    // livekit/protocol 5a20e57c; livekit df20578a, 035bef41; measured.
    row(v(13, 6), v(13, 6), EXPIRY_REQUIRED),
    // go.mod: protobuf v1.36.12; measured: auth/grants.go of protocol v1.52.0: agent.dispatchAdmin.
    row(v(13, 7), v(13, 7), EXPIRY_REQUIRED),
    // pkg/service/auth.go: the query alone; auth/grants.go: agentEndpoint; measured.
    row(v(13, 8), v(13, 9), QUERY_ONLY),
    // Dockerfile: golang:1.27; measured.
    row(v(13, 10), v(13, 11), GO_1_27),
];
