/**
 * How Troupe's messages and log events become bytes: the wire format and the event format.
 *
 * <p>Internal: public only for the other packages of this module and for Pekko, which creates the
 * serializers by name. Nothing here knows roles, peers or state; bytes that are not in the format
 * give a {@link io.troupe.actors.wire.WireFormatException} and nothing else. The bytes of frames,
 * snapshots and commands pass through unread, with one copy out, and in one copy from an array or
 * two from a buffer outside the heap.
 *
 * <p>Start with {@link io.troupe.actors.wire.Envelope} for what travels, {@link
 * io.troupe.actors.wire.LogEventSerializer} for what is stored, and {@code src/main/proto} for the
 * bytes. The classes in {@code io.troupe.actors.wire.proto} are generated from there and used only
 * here.
 */
@NullMarked
package io.troupe.actors.wire;

import org.jspecify.annotations.NullMarked;
