using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using SkiaSharp;

/// <summary>What .NET runs before the program where DOTNET_STARTUP_HOOKS names this assembly: it brings faults that nobody has foreseen.</summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this very name.")]
internal static class StartupHook
{
    /// <summary>Says what the hook does: <see cref="OnAnotherThread"/>, <see cref="InTheCommand"/> or <see cref="NoPictures"/>.</summary>
    public const string Variable = "FASHIONREF_TEST_FAULT";

    /// <summary>A thread of its own throws.</summary>
    public const string OnAnotherThread = "thread";

    /// <summary>Reading standard input throws.</summary>
    public const string InTheCommand = "input";

    /// <summary>The library that reads and draws pictures is not there.</summary>
    public const string NoPictures = "pictures";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) == InTheCommand)
        {
            Console.SetIn(new ThrowingReader());
        }
        else if (Environment.GetEnvironmentVariable(Variable) == NoPictures)
        {
            NativeLibrary.SetDllImportResolver(typeof(SKData).Assembly, (name, _, _) => throw new DllNotFoundException($"There is no {name}."));
        }
        else
        {
            new Thread(() =>
            {
                Thread.Sleep(TimeSpan.FromSeconds(1));
                throw Fault();
            }).Start();
        }
    }

    private static InvalidOperationException Fault() => new("a\n::error::b\u001b[2J.");

    private sealed class ThrowingReader : TextReader
    {
        public override string? ReadLine() => throw Fault();

        public override int Read() => throw Fault();
    }
}
