// Mattermost's own client, against the double: whatever it takes for granted has to be so.
// Run by OracleTest: node oracle.js MODULES URL TOKEN ADMIN_TOKEN
'use strict';

const assert = require('node:assert/strict');
const [modules, url, token, adminToken] = process.argv.slice(2);
const {Client4, WebSocketClient} = require(`${modules}/@mattermost/client`);
const WebSocket = require(`${modules}/ws`);

globalThis.WebSocket = WebSocket;
globalThis.CloseEvent = class CloseEvent extends Event {
    constructor(type, init) {
        super(type);
        Object.assign(this, init);
    }
};

function client(secret) {
    const one = new Client4();
    one.setUrl(url);
    one.setToken(secret);
    return one;
}

async function until(what, condition) {
    const deadline = Date.now() + 15000;
    while (!condition()) {
        assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

const steps = {
    async 'who one is'({mine, seen}) {
        const me = await mine.getMe();
        assert.equal(me.username, 'ann');
        assert.equal((await mine.getUserByUsername('bridge')).is_bot, true);
        seen.me = me;
        const other = client('');
        const profile = await other.login('ann', 'ann');
        assert.equal(profile.id, me.id);
    },

    async 'what the server is'({mine}) {
        assert.equal((await mine.ping(true)).status, 'OK');
        const config = await mine.getClientConfig();
        assert.match(config.Version, /^11\.10\./);
        assert.equal(config.BuildEnterpriseReady, 'false');
        assert.equal((await mine.getClientLicenseOld()).IsLicensed, 'false');
        assert.equal((await mine.getServerLimits()).data.maxUsersLimit, 250);
    },

    async 'teams and channels'({mine, seen}) {
        const [team] = await mine.getMyTeams();
        assert.equal(team.name, 'wizards');
        const channels = await mine.getMyChannels(team.id);
        assert.deepEqual(channels.map((one) => one.name), ['town-square']);
        seen.channel = channels[0].id;
        const byName = await mine.getChannelByNameAndTeamName('wizards', 'town-square');
        assert.equal(byName.id, seen.channel);
    },

    async 'posts'({mine, seen}) {
        const before = Date.now() - 1;
        const post = await mine.createPost({channel_id: seen.channel, message: 'first', pending_post_id: 'p:1'});
        const again = await mine.createPost({channel_id: seen.channel, message: 'first', pending_post_id: 'p:1'});
        assert.equal(again.id, post.id);
        const patched = await mine.patchPost({id: post.id, message: 'second'});
        assert.equal(patched.message, 'second');
        assert.ok(patched.edit_at > 0);
        const reply = await mine.createPost({channel_id: seen.channel, message: 'reply', root_id: post.id});
        const thread = await mine.getPostThread(post.id);
        assert.deepEqual(Object.keys(thread.posts).sort(), [post.id, reply.id].sort());
        await mine.addReaction(seen.me.id, post.id, 'tada');
        assert.equal((await mine.getReactionsForPost(post.id))[0].emoji_name, 'tada');
        await mine.removeReaction(seen.me.id, post.id, 'tada');
        await mine.addReaction(seen.me.id, post.id, 'heart');
        const gone = await mine.createPost({channel_id: seen.channel, message: 'gone'});
        await mine.deletePost(gone.id);
        const since = await mine.getPostsSince(seen.channel, before);
        assert.equal(since.posts[post.id].metadata.reactions[0].emoji_name, 'heart');
        assert.ok(since.posts[gone.id].delete_at > 0);
        const after = await mine.getPostsAfter(seen.channel, post.id);
        assert.deepEqual(after.order, [reply.id]);
        seen.root = post.id;
    },

    async 'refusals'({mine, seen}) {
        await assert.rejects(
            mine.createPost({channel_id: seen.channel, message: 'x'.repeat(16384)}),
            (error) => error.status_code === 400 && error.server_error_id.startsWith('model.post.is_valid'),
        );
    },

    async 'files'({mine, seen}) {
        const form = new FormData();
        form.append('channel_id', seen.channel);
        form.append('files', new Blob(['octets of a file']), 'note.txt');
        const {file_infos: [info]} = await mine.uploadFile(form);
        assert.equal(info.name, 'note.txt');
        assert.equal(info.size, 16);
        const post = await mine.createPost({channel_id: seen.channel, message: 'with a file', file_ids: [info.id]});
        assert.equal(post.metadata.files[0].id, info.id);
        const infos = await mine.getFileInfosForPost(post.id);
        assert.equal(infos[0].post_id, post.id);
        const content = await fetch(mine.getFileUrl(info.id), {headers: {Authorization: `Bearer ${token}`}});
        assert.equal(await content.text(), 'octets of a file');
    },

    async 'bots'({admin}) {
        const bot = await admin.createBot({username: 'ghost-1', display_name: 'Ghost', description: ''});
        assert.equal(bot.username, 'ghost-1');
        const access = await admin.createUserAccessToken(bot.user_id, 'bridge');
        const ghost = await client(access.token).getMe();
        assert.equal(ghost.id, bot.user_id);
    },

    async 'the WebSocket and coming back to it'({mine, seen}) {
        const heard = [];
        let missed = 0;
        const socket = new WebSocketClient({
            minWebSocketRetryTime: 300,
            reconnectJitterRange: 1,
            newWebSocketFn: (to) => new WebSocket(to, {headers: {Authorization: `Bearer ${token}`}}),
        });
        const said = () => heard.filter((one) => one.event === 'posted').map((one) => JSON.parse(one.data.post).message);
        const say = (message) => mine.createPost({channel_id: seen.channel, message});
        socket.addMessageListener((message) => heard.push(message));
        socket.addMissedMessageListener(() => missed++);
        socket.initialize(`${url.replace('http', 'ws')}/api/v4/websocket`, token);
        await until('the greeting', () => heard.some((one) => one.event === 'hello'));
        const id = socket.connectionId;
        assert.equal(id.length, 26);
        await say('while connected');
        await until('a post', () => said().length === 1);
        await until('an answer to the ping', () => !socket.waitingForPong);

        socket.conn._socket.destroy();
        for (const number of ['1', '2', '3']) {
            await say(`while away ${number}`);
        }
        await until('what was missed', () => said().length === 4);
        assert.deepEqual(said().slice(1), ['while away 1', 'while away 2', 'while away 3']);
        assert.equal(socket.connectionId, id);
        assert.equal(missed, 0);
        assert.equal(heard.filter((one) => one.event === 'hello').length, 1);

        socket.connectionId = 'a'.repeat(26);
        socket.conn._socket.destroy();
        await until('a new greeting', () => heard.filter((one) => one.event === 'hello').length === 2);
        assert.equal(missed, 1);
        assert.notEqual(socket.connectionId, id);
        await say('after all');
        await until('the last post', () => said().at(-1) === 'after all');
        socket.close();
    },
};

(async () => {
    const context = {mine: client(token), admin: client(adminToken), seen: {}};
    console.log = () => {};
    for (const [name, step] of Object.entries(steps)) {
        try {
            await step(context);
            process.stdout.write(`did ${name}\n`);
        } catch (error) {
            process.stdout.write(`failed ${name}: ${error.stack}\n`);
            process.exit(1);
        }
    }
    process.exit(0);
})();
