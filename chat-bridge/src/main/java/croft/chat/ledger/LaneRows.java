package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What leaves lanes: the head of `chat.delivery`.
///
/// Nobody blocks a lane for ten minutes: one that is was blocked before the clock was put back.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface LaneRows extends GenericRepository<LeasedRow, Long> {
    /// Hands out the head of a lane, in one statement. A try that may have had an effect keeps its
    /// version and its time; one that is handed out twice without an outcome is doubtful.
    ///
    /// @return at most one
    @Query(
            """
            with head as (
                select d.lane, d.seq
                from chat.delivery d join chat.lane_head h on h.conversation = d.lane
                where d.lane = :lane and d.ended_at is null
                  and (h.blocked_until is null or h.blocked_until <= :now
                    or h.blocked_until > cast(:now as timestamptz) + interval '10 minutes')
                  and (select term from chat.self) = :term
                order by d.seq limit 1 for update of d),
            taken as (
                update chat.delivery d set
                    state = case d.state when 'PENDING' then 'SENDING' else 'DOUBTFUL' end,
                    version = coalesce(d.version, m.version),
                    attempts = d.attempts + case d.state when 'PENDING' then 1 else 0 end,
                    tried_at = coalesce(d.tried_at, :now),
                    wanted = case d.voice
                        when 'GHOST' then r.there
                        else exists (select from chat.reaction o
                            where o.message = r.message and o.name = r.name and o.there
                              and o.conversation is distinct from d.lane) end,
                    lease = d.lease + 1,
                    leased_until = :until,
                    term = :term
                from head
                join chat.delivery was on was.lane = head.lane and was.seq = head.seq
                join chat.message m on m.id = was.message
                left join chat.reaction r on r.id = was.reaction
                where d.lane = head.lane and d.seq = head.seq
                  and (d.leased_until is null or d.leased_until <= :now or d.term <> :term)
                returning d.*)
            select t.seq, t.lease, t.key, t.op, t.voice, t.state, t.version, t.part,
                t.attempts - case t.state when 'SENDING' then 1 else 0 end as attempts,
                t.tried_at, t.message, m.conversation as origin_id, m.ext_id as origin_ext_id,
                m.author_id, m.author_name, m.author_picture, m.said_at, m.heard_at, m.deleted_at,
                m.via, m.version as newest, m.quiet, x.markdown, x.files,
                coalesce((select max(c.sent_version) from chat.copy c
                    where c.message = m.id and c.conversation = t.lane and not c.gone), 0)
                    as sent_version,
                case when m.conversation = t.lane then array[m.ext_id]
                    else coalesce((select case when bool_and(c.gone) then '{}' else
                        array_agg(case when c.gone then '' else coalesce(c.ext_id, '') end
                            order by c.part) end
                        from chat.copy c
                        where c.message = m.id and c.conversation = t.lane), '{}')
                    end as copies,
                coalesce(
                    (select o.ext_id from chat.message o
                        where o.id = m.root and o.conversation = t.lane),
                    (select c.ext_id from chat.copy c
                        where c.message = m.root and c.conversation = t.lane and c.part = 0
                          and not c.gone)) as root_id,
                r.conversation as reaction_in, r.author_id as reactor_id,
                r.author_name as reactor_name, r.author_picture as reactor_picture,
                r.name as emoji,
                coalesce(r.there, false) as by_author,
                exists (select from chat.reaction o where o.message = r.message and o.name = r.name
                    and o.there and o.conversation is distinct from t.lane) as by_anyone,
                exists (select from chat.reaction_copy rc
                    where rc.message = r.message and rc.conversation = t.lane and rc.name = r.name
                      and rc.author = case t.voice when 'GHOST'
                        then (select a.chat from chat.conversation a where a.id = r.conversation)
                            || '/' || r.author_id
                        else '' end) as have
            from taken t
            join chat.message m on m.id = t.message
            left join chat.text x on x.message = t.message and x.version = t.version
            left join chat.reaction r on r.id = t.reaction
            """)
    List<LeasedRow> lease(int lane, long term, Instant now, Instant until);

    /// A piece is there: in one statement, what follows from it for the copy and for the lane.
    ///
    /// @return 1, or 0 if the lease is over
    @Query(
            """
            with d as (
                update chat.delivery set
                    part = greatest(part, :part + 1),
                    state = case when :last then 'SENT' else state end,
                    ended_at = case when :last then cast(:now as timestamptz) end,
                    trouble = null
                where lane = :lane and seq = :seq and lease = :lease and ended_at is null
                returning lane, message, op, version, voice, reaction, wanted),
            target as (
                select d.*, o.message is null or o.message <> d.message as fresh,
                    o.message is not null as taken,
                    case
                        when o.message = d.message then o.part
                        when c.part is null or c.gone or c.ext_id is null
                            or cast(:extId as text) is null then :part
                        else (select max(n.part) + 1 from chat.copy n
                            where n.message = d.message and n.conversation = d.lane)
                        end as place
                from d
                left join chat.copy c on c.message = d.message and c.conversation = d.lane
                    and c.part = :part
                left join chat.copy o on o.conversation = d.lane
                    and o.ext_id = cast(:extId as text)
                where d.op in ('CREATE', 'EDIT', 'NOTICE')),
            made as (
                insert into chat.copy (message, conversation, part, ext_id, voice, sent_version)
                select message, lane, place, case when not taken then cast(:extId as text) end,
                    voice, case when :last then version else 0 end
                from target where fresh
                on conflict (message, conversation, part) do update set
                    ext_id = case when copy.gone then excluded.ext_id
                        else coalesce(copy.ext_id, excluded.ext_id) end,
                    gone = copy.gone and excluded.ext_id is null,
                    sent_version = greatest(copy.sent_version, excluded.sent_version)),
            whole as (
                update chat.copy c set sent_version = greatest(c.sent_version, t.version)
                from target t
                where :last and c.message = t.message and c.conversation = t.lane
                  and (c.part <> t.place or not t.fresh)),
            away as (
                update chat.copy c set gone = true from d
                where d.op = 'DELETE' and c.message = d.message and c.conversation = d.lane
                  and (:last or c.part = :part)),
            reacted as (
                select d.lane, d.message, d.wanted, r.name,
                    case d.voice when 'GHOST' then a.chat || '/' || r.author_id else '' end as author
                from d join chat.reaction r on r.id = d.reaction
                left join chat.conversation a on a.id = r.conversation
                where :last),
            put as (
                insert into chat.reaction_copy (message, conversation, name, author)
                select message, lane, name, author from reacted where wanted
                on conflict do nothing),
            taken as (
                delete from chat.reaction_copy rc using reacted r
                where not r.wanted and rc.message = r.message and rc.conversation = r.lane
                  and rc.name = r.name and rc.author = r.author),
            head as (
                update chat.lane_head h set
                    blocked_until = null,
                    sent = h.sent + case when :last then 1 else 0 end,
                    sent_at = :now,
                    late = h.late + case when :late then 1 else 0 end,
                    late_from = case when :late
                        then least(h.late_from, m.said_at) else h.late_from end,
                    late_to = case when :late then :now else h.late_to end
                from d join chat.message m on m.id = d.message
                where h.conversation = d.lane)
            select count(*) from d
            """)
    int pieceSent(
            int lane,
            long seq,
            int lease,
            int part,
            @Nullable String extId,
            boolean last,
            boolean late,
            Instant now);

    /// Whether it has ended under this lease: what is stored again was stored before.
    @Query(
            "select count(*) from chat.delivery where lane = :lane and seq = :seq and lease = :lease and"
                    + " ended_at is not null")
    int ended(int lane, long seq, int lease);

    /// It waits for another try: with the newest version, unless a piece is there.
    @Query(
            """
            with d as (
                update chat.delivery set
                    state = 'PENDING',
                    leased_until = null,
                    tried_at = case when part > 0 then tried_at end,
                    version = case when part > 0 then version end,
                    trouble = :why
                where lane = :lane and seq = :seq and lease = :lease and ended_at is null
                returning lane),
            head as (
                update chat.lane_head h set blocked_until = :until from d
                where h.conversation = d.lane)
            select count(*) from d
            """)
    int notSent(int lane, long seq, int lease, String why, Instant until);

    @Query(
            """
            with d as (
                update chat.delivery set state = 'DOUBTFUL', leased_until = null, trouble = :why
                where lane = :lane and seq = :seq and lease = :lease and ended_at is null
                returning lane),
            head as (
                update chat.lane_head h set blocked_until = :until from d
                where h.conversation = d.lane)
            select count(*) from d
            """)
    int doubtful(int lane, long seq, int lease, String why, Instant until);

    @Query(
            """
            with d as (
                update chat.delivery set
                    state = 'SENDING',
                    tried_at = case when part > 0 then tried_at else :now end
                where lane = :lane and seq = :seq and lease = :lease and ended_at is null
                returning lane),
            head as (
                update chat.lane_head h set
                    blocked_until = null,
                    resent = h.resent + case when :known then 0 else 1 end
                from d where h.conversation = d.lane)
            select count(*) from d
            """)
    int absent(int lane, long seq, int lease, boolean known, Instant now);

    @Query(
            """
            with d as (
                update chat.delivery set
                    state = :state, ended_at = cast(:now as timestamptz), trouble = null
                where lane = :lane and seq = :seq and lease = :lease and ended_at is null
                returning lane, message, op, version),
            whole as (
                update chat.copy c set sent_version = greatest(c.sent_version, d.version) from d
                where :state = 'SENT' and d.op in ('CREATE', 'EDIT', 'NOTICE')
                  and c.message = d.message and c.conversation = d.lane),
            away as (
                update chat.copy c set gone = true from d
                where :state = 'SENT' and d.op = 'DELETE' and c.message = d.message
                  and c.conversation = d.lane),
            head as (
                update chat.lane_head h set blocked_until = null from d
                where h.conversation = d.lane)
            select count(*) from d
            """)
    int finished(int lane, long seq, int lease, String state, Instant now);

    @Query(
            """
            with d as (
                update chat.delivery set
                    state = 'DEAD', dead = true, ended_at = cast(:now as timestamptz), trouble = :why
                where lane = :lane and seq = :seq and lease = :lease and ended_at is null
                returning lane),
            head as (
                update chat.lane_head h set blocked_until = null from d
                where h.conversation = d.lane)
            select count(*) from d
            """)
    int dead(int lane, long seq, int lease, String why, Instant now);

    /// The lanes that have something to hand out
    @Query(
            """
            select h.conversation from chat.lane_head h
            where (h.blocked_until is null or h.blocked_until <= :now
                or h.blocked_until > cast(:now as timestamptz) + interval '10 minutes')
              and exists (select from chat.delivery d
                where d.lane = h.conversation and d.ended_at is null)
            order by h.blocked_until nulls first, h.conversation
            """)
    List<Integer> due(Instant now);

    @Query(
            """
            select min(h.blocked_until) from chat.lane_head h
            where h.blocked_until > :now
              and h.blocked_until <= cast(:now as timestamptz) + interval '10 minutes'
              and exists (select from chat.delivery d
                where d.lane = h.conversation and d.ended_at is null)
            """)
    Optional<Instant> nextDue(Instant now);
}
