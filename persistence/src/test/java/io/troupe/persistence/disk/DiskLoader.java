package io.troupe.persistence.disk;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads the journal and the pure-Java LevelDB once more, with the JDK's methods that change files
 * replaced by those of {@link Interposed}. A method that could change files and has no substitute
 * is refused when its class is loaded: so nothing escapes the record unseen.
 */
public final class DiskLoader extends ClassLoader {
  private static final String INTERPOSED = "io/troupe/persistence/disk/Interposed";
  private static final String OUTPUT = "java/io/FileOutputStream";
  private static final String RECORDED_OUTPUT = "io/troupe/persistence/disk/RecordedOutputStream";

  private static final Map<String, Set<String>> REPLACED =
      Map.of(
          "java/nio/channels/FileChannel", Set.of("open"),
          "java/nio/file/Files", Set.of("move", "deleteIfExists", "createDirectories"),
          "java/io/File", Set.of("delete", "renameTo", "mkdirs"),
          "java/io/FileDescriptor", Set.of("sync"));

  private static final Set<String> HARMLESS_FILES =
      Set.of(
          "exists",
          "isDirectory",
          "isRegularFile",
          "isSymbolicLink",
          "list",
          "walk",
          "newDirectoryStream",
          "readString",
          "readAllBytes",
          "size",
          "getLastModifiedTime");

  /** Where random access does no harm: to lock, and in what is switched off or never called. */
  private static final Set<String> EXEMPT =
      Set.of(
          "org.iq80.leveldb.impl.DbLock",
          "org.iq80.leveldb.impl.MMapLogWriter",
          "org.iq80.leveldb.util.FileUtils");

  static {
    registerAsParallelCapable();
  }

  public DiskLoader() {
    super(DiskLoader.class.getClassLoader());
  }

  /** Creates an object of a class as this loader sees it, and runs it. */
  public void run(String className, Class<?>[] types, Object... arguments) throws Exception {
    Class<?> loaded = Class.forName(className, true, this);
    var constructor = loaded.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    try {
      ((Runnable) constructor.newInstance(arguments)).run();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static boolean isWatched(String name) {
    return (name.startsWith("io.troupe.persistence.")
            && !name.startsWith("io.troupe.persistence.disk."))
        || name.startsWith("org.iq80.leveldb.impl.")
        || name.startsWith("org.iq80.leveldb.table.")
        || name.startsWith("org.iq80.leveldb.util.");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isWatched(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassReader reader = new ClassReader(in);
      ClassWriter writer = new ClassWriter(0);
      reader.accept(new Rewriting(name, writer), 0);
      byte[] bytes = writer.toByteArray();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static final class Rewriting extends ClassVisitor {
    private final String name;

    Rewriting(String name, ClassVisitor next) {
      super(Opcodes.ASM9, next);
      this.name = name;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitTypeInsn(int opcode, String type) {
          boolean creates = opcode == Opcodes.NEW && type.equals(OUTPUT);
          super.visitTypeInsn(opcode, creates ? RECORDED_OUTPUT : type);
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          if (REPLACED.getOrDefault(owner, Set.of()).contains(called)) {
            String substitute =
                opcode == Opcodes.INVOKESTATIC ? type : type.replace("(", "(L" + owner + ";");
            super.visitMethodInsn(Opcodes.INVOKESTATIC, INTERPOSED, called, substitute, false);
          } else if (owner.equals(OUTPUT) && called.equals("<init>")) {
            super.visitMethodInsn(opcode, RECORDED_OUTPUT, called, type, isInterface);
          } else {
            refuseUnknown(owner, called);
            super.visitMethodInsn(opcode, owner, called, type, isInterface);
          }
        }
      };
    }

    private void refuseUnknown(String owner, String called) {
      boolean changes =
          (owner.equals("java/nio/file/Files") && !HARMLESS_FILES.contains(called))
              || owner.equals("java/io/RandomAccessFile")
              || owner.equals("java/io/FileWriter")
              || (owner.equals("com/google/common/io/Files") && !called.equals("toString"));
      if (changes && !EXEMPT.contains(name)) {
        throw new IllegalStateException(
            name + " calls " + owner + "." + called + ", which is not recorded");
      }
    }
  }
}
