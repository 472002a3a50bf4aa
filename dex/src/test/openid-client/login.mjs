// A relying party on a certified library: everything that it checks by itself must hold.
// usage: node login.mjs ISSUER
import assert from 'node:assert/strict'
import * as client from 'openid-client'

const issuer = new URL(process.argv[2])
const redirect = 'http://127.0.0.1:5555/callback'

// A browser that needs no scripts: it keeps cookies and follows redirects up to the relying party.
const cookies = new Map()
async function visit(url) {
    for (let at = url; ; ) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const answer = await fetch(at, { redirect: 'manual', headers: cookie ? { cookie } : {} })
        for (const each of answer.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(each)
            cookies.set(name, value)
        }
        const location = answer.headers.get('location')
        assert(location, `${answer.status} at ${at}`)
        at = new URL(location, at)
        if (at.href.startsWith(redirect)) return at
    }
}

async function login(config, more = {}) {
    const verifier = client.randomPKCECodeVerifier()
    const expected = { pkceCodeVerifier: verifier, expectedState: client.randomState(), expectedNonce: client.randomNonce(), idTokenExpected: true }
    const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid email profile groups offline_access',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: expected.expectedState,
        nonce: expected.expectedNonce,
        ...more,
    })
    return client.authorizationCodeGrant(config, await visit(url), expected)
}

async function discovered(id, secret, authentication) {
    return client.discovery(issuer, id, secret, authentication, { execute: [client.allowInsecureRequests] })
}

for (const [id, authentication] of [
    ['app', client.ClientSecretBasic('s+cr%et')],
    ['app', client.ClientSecretPost('s+cr%et')],
    ['public', client.None()],
]) {
    const config = await discovered(id, undefined, authentication)
    const tokens = await login(config)
    const claims = tokens.claims()
    assert.equal(claims.aud, id)
    assert.equal(claims.email, 'kilgore@kilgore.trout')

    const person = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
    assert.equal(person.sub, claims.sub)

    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token)
    assert.notEqual(renewed.refresh_token, tokens.refresh_token)
    assert.equal(renewed.claims().sub, claims.sub)
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { status: 400 })

    const known = await client.tokenIntrospection(config, renewed.refresh_token)
    assert.equal(known.active, true)
}

// The answer in the fragment, with an ID token that is checked before the code is used.
const hybrid = await discovered('app', undefined, client.ClientSecretBasic('s+cr%et'))
client.useCodeIdTokenResponseType(hybrid)
const nonce = client.randomNonce()
const state = client.randomState()
const back = await visit(
    client.buildAuthorizationUrl(hybrid, { redirect_uri: redirect, scope: 'openid', response_mode: 'fragment', nonce, state }),
)
const mixed = await client.authorizationCodeGrant(hybrid, back, { expectedNonce: nonce, expectedState: state })
assert.equal(mixed.claims().nonce, nonce)

const own = await discovered('app', undefined, client.ClientSecretBasic('s+cr%et'))
const credentials = await client.clientCredentialsGrant(own, { scope: 'openid' })
assert.equal(credentials.token_type, 'bearer')

const device = await client.initiateDeviceAuthorization(await discovered('public', undefined, client.None()), { scope: 'openid' })
assert.match(device.user_code, /^[A-Z]{4}-[A-Z]{4}$/)

// A code of another browser's login is refused by the library; a state that was not ours, too.
const config = await discovered('app', undefined, client.ClientSecretBasic('s+cr%et'))
const stray = await visit(client.buildAuthorizationUrl(config, { redirect_uri: redirect, scope: 'openid', state: 'x' }))
await assert.rejects(client.authorizationCodeGrant(config, stray, { expectedState: 'y' }), /invalid response/)

console.log('satisfied')
