package shop.local.browser;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Writes the picture of a page with its 256 most frequent colours, at a third of the size. */
final class IndexedPng {
    private static final int COLOURS = 256;

    private IndexedPng() {}

    static void write(byte[] png, Path file) {
        try {
            Files.createDirectories(file.getParent());
            compress(indexed(ImageIO.read(new ByteArrayInputStream(png))), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage indexed(BufferedImage image) {
        var width = image.getWidth();
        var height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var palette =
                Arrays.stream(pixels).boxed().collect(groupingBy(Function.identity(), counting())).entrySet().stream()
                        .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
                        .limit(COLOURS)
                        .mapToInt(Map.Entry::getKey)
                        .toArray();
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
        var nearest = new HashMap<Integer, Integer>();
        var result = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        for (var i = 0; i < pixels.length; i++) {
            var index = nearest.computeIfAbsent(pixels[i], colour -> nearest(colour, palette));
            result.getRaster().setSample(i % width, i / width, 0, index);
        }
        return result;
    }

    private static int nearest(int colour, int[] palette) {
        var nearest = 0;
        for (var i = 1; i < palette.length; i++) {
            if (distance(colour, palette[i]) < distance(colour, palette[nearest])) {
                nearest = i;
            }
        }
        return nearest;
    }

    private static int distance(int one, int other) {
        var distance = 0;
        for (var shift = 0; shift <= 16; shift += 8) {
            var difference = (one >> shift & 0xff) - (other >> shift & 0xff);
            distance += difference * difference;
        }
        return distance;
    }

    private static void compress(BufferedImage image, Path file) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        Files.deleteIfExists(file);
        try (var stream = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            var smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.write(null, new IIOImage(image, null, null), smallest);
        } finally {
            writer.dispose();
        }
    }
}
