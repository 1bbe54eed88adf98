/**
 * Inside a node (internal): the actors behind a {@link io.troupe.actors.Group}, thin shells around
 * the pure protocols.
 *
 * <p>{@code /system/troupe} is {@link io.troupe.actors.node.NodeActor}; below it run one {@link
 * io.troupe.actors.node.GatewayActor} and, for each group, a {@link
 * io.troupe.actors.node.GroupActor} with its replica, log, machine and snapshots. A replica's
 * behavior is {@link io.troupe.actors.node.FollowerBehavior}, {@link
 * io.troupe.actors.node.CandidateBehavior} or {@link io.troupe.actors.node.LeaderBehavior}.
 */
@NullMarked
package io.troupe.actors.node;

import org.jspecify.annotations.NullMarked;
