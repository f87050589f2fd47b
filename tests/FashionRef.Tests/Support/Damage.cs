using FashionRef.Training;

namespace FashionRef.Tests.Support;

/// <summary>Files with one byte changed, anywhere: they may be right, or refused, but nothing crashes.</summary>
internal static class Damage
{
    private const int Count = 400;

    public static void Expect(string file, Action read)
    {
        byte[] whole = File.ReadAllBytes(file);
        RandomNumbers random = new(1, 0);
        for (int i = 0; i < Count; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Below(damaged.Length)] = (byte)random.Below(256);
            File.WriteAllBytes(file, damaged);

            Assert.That(() => Told(read), Throws.Nothing);
        }
    }

    private static void Told(Action read)
    {
        try
        {
            read();
        }
        catch (FashionRefException)
        {
            // It is refused in words.
        }
    }
}
