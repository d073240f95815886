//! Code that makes tokens, with a common mistake, in the language of each SDK.

use super::Case;

pub fn cases() -> Vec<Case> {
    let mut cases = of_builders();
    cases.extend(of_other_code());
    cases
}

/// Code that uses the builder of an SDK.
fn of_builders() -> Vec<Case> {
    [
        (
            "not awaited",
            "const at = new AccessToken(apiKey, apiSecret, { identity: 'a' });\nat.addGrant({ roomJoin: true, room });\nres.json({ token: at.toJwt() });",
        ),
        (
            "no mistake",
            "const at = new AccessToken(apiKey, apiSecret, { identity: 'a' });\nat.addGrant({ roomJoin: true, room });\nres.json({ token: await at.toJwt() });",
        ),
        ("a grant misnamed", "at.addGrant({ roomJoin: true, roomName: 'r' })"),
        ("no roomJoin, Node", "at.addGrant({ room: 'r' })"),
        (
            "no roomJoin, Python",
            "api.AccessToken(k, s).with_identity('a').with_grants(api.VideoGrants(room='r'))",
        ),
        ("no roomJoin, Go", "at.SetVideoGrant(&auth.VideoGrant{Room: room})"),
        ("no roomJoin, Ruby", "token.video_grant = LiveKit::VideoGrant.new(room: 'r')"),
        (
            "no roomJoin, Rust",
            "AccessToken::with_api_key(k, s).with_grants(VideoGrants { room: r, ..Default::default() })",
        ),
        ("roomAdmin without a room", "at.addGrant({ roomAdmin: true })"),
        (
            "key and secret swapped",
            "new AccessToken(process.env.LIVEKIT_API_SECRET, process.env.LIVEKIT_API_KEY, { identity: 'a' })",
        ),
        (
            "no identity, Node",
            "const at = new AccessToken(apiKey, apiSecret);\nat.addGrant({ roomJoin: true, room: 'r' });\nreturn await at.toJwt();",
        ),
        (
            "no identity, Python",
            "api.AccessToken(k, s).with_grants(api.VideoGrants(room_join=True, room='r'))",
        ),
        (
            "no identity, Rust",
            "AccessToken::with_api_key(k, s).with_grants(VideoGrants { room_join: true, room: r, ..Default::default() })",
        ),
        (
            "no identity, Go",
            "at := auth.NewAccessToken(k, s)\nat.SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: r})",
        ),
        (
            "no identity, Ruby",
            "token = LiveKit::AccessToken.new(api_key: k, api_secret: s)\ntoken.video_grant = LiveKit::VideoGrant.new(roomJoin: true, room: 'r')",
        ),
        (
            "lifetime in another unit, Node",
            "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: '3600' })",
        ),
        (
            "lifetime in another unit, Python",
            "api.AccessToken(k, s).with_identity(i).with_ttl(3600)",
        ),
        (
            "lifetime in another unit, Go",
            "at := auth.NewAccessToken(k, s).SetIdentity(i).SetValidFor(3600)",
        ),
        (
            "lifetime in another unit, Kotlin",
            "val token = AccessToken(key, secret)\ntoken.ttl = 3600\ntoken.identity = \"a\"\ntoken.addGrants(RoomJoin(true), RoomName(\"r\"))",
        ),
        (
            "secret in the browser",
            "VITE_LIVEKIT_API_SECRET=x",
        ),
        (
            "not awaited, and refused",
            "invalid authorization token\nconst token = at.toJwt();\nat.addGrant({ roomJoin: true, room: 'r' });",
        ),
    ]
    .map(|(name, code)| Case::new(name, code))
    .into()
}

/// Tokens that are made by hand, and code that sends them.
fn of_other_code() -> Vec<Case> {
    [
        (
            "not awaited, on a line of its own",
            "const at = new AccessToken(apiKey, apiSecret, { identity: 'a' });\nat.addGrant({ roomJoin: true, room });\nconst token = at.toJwt();",
        ),
        (
            "not awaited, on a new builder",
            "res.json({ token: new AccessToken(apiKey, apiSecret, { identity: 'a' }).toJwt() })",
        ),
        (
            "a grant assigned, Python",
            "token = api.AccessToken(k, s)\ntoken.identity = 'a'\ntoken.video_grants = api.VideoGrants(room_join=True, room='r')",
        ),
        (
            "no grants",
            "token = api.AccessToken(k, s).with_identity('a')\njwt = token.to_jwt()\nno permissions to access the room",
        ),
        (
            "a grant misnamed, by hand",
            "payload = {\"iss\": KEY, \"video\": {\"room_join\": True, \"room\": \"r\"}}\njwt.encode(payload, SECRET)",
        ),
        (
            "grants in place of video, by hand",
            "jwt.sign({ iss: key, grants: { roomJoin: true, room: 'r' } }, secret)",
        ),
        (
            "a secret decoded, beside the answer",
            "jwt.sign(payload, Buffer.from(process.env.LIVEKIT_API_SECRET, 'base64'))\ninvalid authorization token: token signature is invalid: signature is invalid",
        ),
        (
            "a secret of another product decoded",
            "jwt.sign(payload, Buffer.from(process.env.JWT_SECRET, 'base64'))",
        ),
        (
            "a variable of the server's in the browser",
            "'use client'\nawait room.connect(process.env.LIVEKIT_URL, token)",
        ),
        (
            "a time claim in milliseconds, by hand",
            "jwt.encode({\"exp\": int(time.time() * 1000) + 60000, \"sub\": \"a\"}, SECRET)",
        ),
        (
            "UTC as local time, by hand",
            "exp = int((datetime.utcnow() + timedelta(hours=1)).timestamp())\njwt.encode({\"exp\": exp, \"video\": {\"roomJoin\": True}}, SECRET)\nLiveKit",
        ),
        (
            "a time claim in seconds, by hand",
            "jwt.encode({\"exp\": int(time.time()) + 60000, \"sub\": \"a\"}, SECRET)",
        ),
        (
            "a webhook's body that nothing reads",
            "const receiver = new WebhookReceiver('k', 's');\nconst app = express();\napp.post('/webhook', async (req, res) => {\n  const event = await receiver.receive(req.body, req.get('Authorization'));\n});",
        ),
        (
            "a webhook's body that is read as bytes",
            "const receiver = new WebhookReceiver('k', 's');\nconst app = express();\napp.use(express.raw({ type: 'application/webhook+json' }));\napp.post('/webhook', async (req, res) => {\n  const event = await receiver.receive(req.body, req.get('Authorization'));\n});",
        ),
        (
            "a route of Next.js without a request",
            "LiveKit: token is expired\nexport async function GET() {\n  const at = new AccessToken(key, secret, { identity: 'a' });\n  at.addGrant({ roomJoin: true, room: 'r' });\n  return NextResponse.json({ token: await at.toJwt() });\n}",
        ),
        (
            "a route of Next.js that is made at each request",
            "LiveKit: token is expired\nexport const dynamic = 'force-dynamic';\nexport async function GET() {\n  const at = new AccessToken(key, secret, { identity: 'a' });\n  at.addGrant({ roomJoin: true, room: 'r' });\n  return NextResponse.json({ token: await at.toJwt() });\n}",
        ),
        (
            "UTC as local time, without a library",
            "claims = {\"iss\": LIVEKIT_API_KEY, \"exp\": int((datetime.utcnow() + timedelta(hours=1)).timestamp())}",
        ),
        (
            "the whole answer of a route as the token",
            "const token = await (await fetch('/api/token')).json(); await room.connect(url, token)",
        ),
    ]
    .map(|(name, code)| Case::new(name, code))
    .into()
}
