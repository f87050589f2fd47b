using System.Text.RegularExpressions;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>Words for scripts of a POSIX shell.</summary>
internal static partial class ShellText
{
    /// <summary>A word that the shell reads as this text, whatever is in it.</summary>
    public static string Word(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A command whose words the shell reads as these.</summary>
    public static string Command(params IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    // What no shell interprets. A word with = at the front of a command would set a variable, and one with ~ name a home.
    [GeneratedRegex(@"\A[A-Za-z0-9_@%+:,./-]+\z")]
    private static partial Regex Plain();
}
