package io.troupe.persistence.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What a machine finds on its disk after the power went off: all that was synced, and of the rest
 * whatever the model allows. Of a file's un-synced writes that is none, all, the first ones and
 * part of the next, or any of its sectors, with zeros or old bytes between them. A sector of 512
 * bytes is written as a whole.
 */
public final class PowerLoss {
  private static final int SECTOR_BYTES = 512;

  /** Which changes of a directory survive that were not synced. */
  public enum Names {
    /** All before the last sync of any file, and then some, in order: ext4, XFS. */
    JOURNALED,
    /** None: a file's own sync does not keep its name. The least that POSIX promises. */
    SYNCED,
    /** Some, in the order in which they were made. */
    ORDERED,
    /** Any of them. */
    ANY
  }

  private final Names names;
  private final RandomGenerator random;
  private final Map<Integer, Content> files = new HashMap<>();
  private final Map<Path, Integer> entries = new HashMap<>();
  private final List<DiskOp> unsyncedNames = new ArrayList<>();

  private PowerLoss(Names names, RandomGenerator random) {
    this.names = names;
    this.random = random;
  }

  /** Makes the directory as it may look when the power goes off after these operations. */
  public static void leave(
      List<DiskOp> operations, Names names, RandomGenerator random, Path target)
      throws IOException {
    PowerLoss loss = new PowerLoss(names, random);
    operations.forEach(loss::replay);
    loss.loseNames();
    loss.write(target);
  }

  private void replay(DiskOp operation) {
    if (operation instanceof DiskOp.Create create) {
      unsyncedNames.add(create);
    } else if (operation instanceof DiskOp.Write write) {
      content(write.file()).unsynced.add(write);
    } else if (operation instanceof DiskOp.Resize resize) {
      content(resize.file()).unsynced.add(resize);
    } else if (operation instanceof DiskOp.Sync sync) {
      content(sync.file()).sync();
      if (names == Names.JOURNALED) {
        unsyncedNames.forEach(this::apply);
        unsyncedNames.clear();
      }
    } else if (operation instanceof DiskOp.SyncDirectory sync) {
      unsyncedNames.stream().filter(name -> isIn(sync.path(), name)).forEach(this::apply);
      unsyncedNames.removeIf(name -> isIn(sync.path(), name));
    } else if (!(operation instanceof DiskOp.Mark || operation instanceof DiskOp.Open)) {
      unsyncedNames.add(operation);
    }
  }

  private Content content(int file) {
    return files.computeIfAbsent(file, number -> new Content());
  }

  private static boolean isIn(Path directory, DiskOp change) {
    return RecordedDisk.parentOf(nameIn(change)).equals(directory);
  }

  private static Path nameIn(DiskOp change) {
    if (change instanceof DiskOp.Create create) {
      return create.path();
    } else if (change instanceof DiskOp.MakeDirectory made) {
      return made.path();
    } else if (change instanceof DiskOp.Rename rename) {
      return rename.to();
    } else if (change instanceof DiskOp.Delete delete) {
      return delete.path();
    }
    throw new IllegalArgumentException("no change of a directory: " + change);
  }

  private static final int DIRECTORY = 0;

  private void apply(DiskOp change) {
    if (change instanceof DiskOp.Create create) {
      entries.put(create.path(), create.file());
    } else if (change instanceof DiskOp.MakeDirectory made) {
      entries.put(made.path(), DIRECTORY);
    } else if (change instanceof DiskOp.Delete delete) {
      entries.remove(delete.path());
    } else if (change instanceof DiskOp.Rename rename) {
      entries.put(rename.to(), fileBehind(rename));
      entries.remove(rename.from());
    }
  }

  /** The file that was renamed, whether or not its first name survived. */
  private int fileBehind(DiskOp.Rename rename) {
    Integer file = entries.get(rename.from());
    if (file != null) {
      return file;
    }
    for (DiskOp earlier : unsyncedNames) {
      if (earlier instanceof DiskOp.Create create && create.path().equals(rename.from())) {
        return create.file();
      }
    }
    throw new IllegalStateException("nothing was called " + rename.from());
  }

  private void loseNames() {
    int kept = random.nextInt(unsyncedNames.size() + 1);
    for (int i = 0; i < unsyncedNames.size(); i++) {
      boolean keeps =
          switch (names) {
            case SYNCED -> false;
            case ORDERED, JOURNALED -> i < kept;
            case ANY -> random.nextBoolean();
          };
      if (keeps) {
        apply(unsyncedNames.get(i));
      }
    }
  }

  private void write(Path target) throws IOException {
    Files.createDirectories(target);
    for (Map.Entry<Path, Integer> entry : new TreeMap<>(entries).entrySet()) {
      Path path = target.resolve(entry.getKey());
      if (path.getParent() == null || !Files.isDirectory(path.getParent())) {
        continue; // its directory was lost
      }
      int file = entry.getValue();
      if (file == DIRECTORY) {
        Files.createDirectory(path);
      } else {
        Files.write(path, content(file).afterLoss(random));
      }
    }
  }

  private static final class Content {
    private byte[] synced = new byte[0];
    private final List<DiskOp> unsynced = new ArrayList<>();

    void sync() {
      synced = after(synced, unsynced);
      unsynced.clear();
    }

    byte[] afterLoss(RandomGenerator random) {
      if (unsynced.isEmpty()) {
        return synced;
      }
      return switch (random.nextInt(4)) {
        case 0 -> synced;
        case 1 -> after(synced, unsynced);
        case 2 -> aPrefix(random);
        default -> someSectors(random);
      };
    }

    private byte[] aPrefix(RandomGenerator random) {
      int whole = random.nextInt(unsynced.size());
      List<DiskOp> kept = new ArrayList<>(unsynced.subList(0, whole));
      if (unsynced.get(whole) instanceof DiskOp.Write torn && torn.bytes().length > 12) {
        int bytes = random.nextInt(torn.bytes().length);
        kept.add(new DiskOp.Write(torn.file(), torn.at(), Arrays.copyOf(torn.bytes(), bytes)));
      }
      return after(synced, kept);
    }

    private byte[] someSectors(RandomGenerator random) {
      byte[] all = after(synced, unsynced);
      byte[] old = Arrays.copyOf(synced, all.length);
      double share = random.nextDouble();
      int end = Math.min(synced.length, all.length);
      for (int at = 0; at < all.length; at += SECTOR_BYTES) {
        int to = Math.min(all.length, at + SECTOR_BYTES);
        if (!Arrays.equals(all, at, to, old, at, to) && random.nextDouble() < share) {
          System.arraycopy(all, at, old, at, to - at);
          end = Math.max(end, to);
        }
      }
      return random.nextBoolean() ? old : Arrays.copyOf(old, end);
    }

    private static byte[] after(byte[] content, List<DiskOp> changes) {
      byte[] bytes = content;
      for (DiskOp change : changes) {
        if (change instanceof DiskOp.Resize resize) {
          bytes = Arrays.copyOf(bytes, (int) resize.length());
        } else if (change instanceof DiskOp.Write write) {
          int end = (int) write.at() + write.bytes().length;
          bytes = end > bytes.length ? Arrays.copyOf(bytes, end) : bytes.clone();
          System.arraycopy(write.bytes(), 0, bytes, (int) write.at(), write.bytes().length);
        }
      }
      return bytes;
    }
  }
}
