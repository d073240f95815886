//! The meaning of a body: the cause and the releases with this text; `None` if no release has it.

use super::*;
use why401::server::reading::read;
use why401::server::refusal::RefusalKind;

/// The first and the last release that have this body.
fn releases(body: &str) -> (Version, Version) {
    let releases = read(body).unwrap().releases;
    (releases[0].since, releases.last().unwrap().until)
}

#[test]
fn knows_the_releases_that_read_room_configurations() {
    let body = |words: &str| format!("invalid token: a.b.c, error: proto: (line 1:2): {words}");
    let unknown = body("unknown field \"x\"");
    assert_eq!(releases(&unknown), (v(8, 2), v(11, 0)));
    let duplicate = body("duplicate field \"name\"");
    assert_eq!(releases(&duplicate), (v(8, 2), v(12, 0)));
}

#[test]
fn knows_each_refusal_of_go_jose() {
    let body = "invalid token: {}, error: square/go-jose: too many signatures in payload; expecting only one";
    assert_eq!(read(body).unwrap().kinds, [RefusalKind::TooManySignatures]);
    assert_eq!(releases(body), (v(2, 0), v(4, 0)));
    let body = "invalid token: a.b.c, error: json: duplicate key 'room' in object";
    assert_eq!(read(body).unwrap().kinds, [RefusalKind::DuplicateMember]);
    assert_eq!(releases(body), (v(2, 0), v(12, 0)));
}

#[test]
fn knows_the_releases_with_a_grant_s_type() {
    let jose = |wanted: &str| {
        format!(
            "invalid token: a.b.c, error: json: cannot unmarshal number into Go value of type {wanted}"
        )
    };
    assert_eq!(releases(&jose("auth.VideoGrant")), (v(2, 0), v(12, 0)));
    assert_eq!(releases(&jose("auth.SIPGrant")), (v(6, 3), v(12, 0)));
    assert_eq!(releases(&jose("auth.AgentGrant")), (v(9, 0), v(12, 0)));
    // Within a grant that all releases have.
    assert_eq!(releases(&jose("bool")), (v(2, 0), v(12, 0)));
    assert_eq!(read(&jose("auth.RoomGrant")), None);
    let golang = |place: &str| {
        let words =
            "could not JSON decode claim: json: cannot unmarshal number into Go struct field";
        format!("invalid authorization token: token is malformed: {words} {place} of type bool")
    };
    let video = golang("VideoGrant.ClaimGrants.video.roomJoin");
    assert_eq!(releases(&video), (v(13, 6), v(13, 9)));
    let endpoint = golang("AgentEndpointGrant.ClaimGrants.agentEndpoint.call");
    assert_eq!(releases(&endpoint), (v(13, 8), v(13, 9)));
    let unknown = golang("VideoGrant.ClaimGrants.video.roomLeave");
    assert_eq!(read(&unknown), None);
    assert_eq!(
        releases(&golang("Claims.video.roomJoin")),
        (v(13, 10), NEWEST)
    );
}

#[test]
fn knows_each_refusal_of_whip() {
    for body in [
        r#"{"error":"unsupported content-type: text/plain"}"#,
        r#"{"error":"missing entity tag"}"#,
    ] {
        assert_eq!(read(body).unwrap().kinds, [RefusalKind::Whip], "{body}");
        assert_eq!(releases(body), (v(9, 0), NEWEST));
    }
}

#[test]
fn ignores_texts_that_only_resemble_an_answer() {
    for error in [
        "token signature is invalid: signing method RS256",
        "the method is invalid",
        "token has invalid claims: token is expired, token has no issuer",
        "token has invalid claims: token is missing required claim: exp claim is required, token is expired",
        "json: duplicate key 'room'",
        "the key' in object",
    ] {
        let golang = format!("invalid authorization token: {error}");
        assert_eq!(read(&golang), None, "{golang}");
        let jose = format!("invalid token: a.b.c, error: {error}");
        assert_eq!(read(&jose), None, "{jose}");
    }
    for other in [
        r#"{"code":"unauthenticated","msg":"please log in"}"#,
        r#"{"code":"permission_denied","msg":"permissions denied"}"#,
    ] {
        assert_eq!(read(other), None, "{other}");
    }
}
